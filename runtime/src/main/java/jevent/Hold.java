package jevent;

/// A promise that something outside the hub will wake one of its greenlets: while it is open, an
/// idle hub waits instead of throwing [LoopExit].
///
/// ```java
/// try (var hold = hub.hold("the printer")) {
///     printed.await();
/// }
/// ```
///
/// Any thread may close it; closing twice is the same as once.
public final class Hold implements AutoCloseable {

    private final Hub hub;
    private final String reason;
    private boolean closed;

    Hold(Hub hub, String reason) {
        this.hub = hub;
        this.reason = reason;
    }

    @Override
    public void close() {
        hub.underTurn(this::closeHere);
    }

    private void closeHere() {
        if (!closed) {
            closed = true;
            hub.release(this);
        }
    }

    @Override
    public String toString() {
        return "hold(" + reason + ")";
    }
}
