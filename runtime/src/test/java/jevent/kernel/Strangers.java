package jevent.kernel;

/// Makes platform threads wait without a hub, as virtual threads that are no greenlets do: so every
/// primitive can be tested by threads alone.
public final class Strangers {

    private Strangers() {}

    /// The body, run by a thread that has no hub and gets none.
    public static Runnable stranger(Runnable body) {
        return () -> {
            Bindings.set(new ForeignStrand(Thread.currentThread()));
            try {
                body.run();
            } finally {
                Bindings.set(null);
            }
        };
    }
}
