package jevent.sync;

/// A semaphore that notices when more is given back than was taken.
///
/// Otherwise as [Semaphore].
public final class BoundedSemaphore extends Semaphore {

    private final int most;

    public BoundedSemaphore(int permits) {
        super(permits);
        this.most = permits;
    }

    /// Gives a permit back.
    ///
    /// @throws IllegalStateException if none was taken; nothing changes
    @Override
    public void release() {
        super.release();
    }

    @Override
    int most() {
        return most;
    }

    @Override
    RuntimeException tooMany() {
        return new IllegalStateException(
                this
                        + " was released more often than acquired: it has all its "
                        + most
                        + " permits");
    }
}
