package jevent.kernel;

import java.util.function.Supplier;

/// A thread that hosts a hub, while no greenlet is mounted on it: it must not wait.
public final class BareStrand extends Strand {

    private final Supplier<Throwable> refusal;

    public BareStrand(Supplier<Throwable> refusal) {
        this.refusal = refusal;
    }

    /// Makes the calling thread bare: it refuses to wait from now on.
    public static void bind(Supplier<Throwable> refusal) {
        if (Bindings.get() == null) {
            Bindings.set(new BareStrand(refusal));
        }
    }

    /// The thread hosts nothing any more and may wait again.
    public static void unbind() {
        if (Bindings.get() instanceof BareStrand) {
            Bindings.set(null);
        }
    }

    @Override
    public void await(Blocker blocker) {
        blocker.abandon();
        throw sneak(refusal.get());
    }

    @Override
    public boolean await(Blocker blocker, long nanos) {
        await(blocker);
        return false;
    }

    @Override
    public void wake() {}

    @Override
    void received() {
        throw new AssertionError("a bare thread has no inbox");
    }
}
