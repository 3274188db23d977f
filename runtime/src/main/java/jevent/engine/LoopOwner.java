package jevent.engine;

/// What a loop needs of the hub that owns it.
public interface LoopOwner {

    /// Runs `action` on the hub; any thread.
    void onHub(Runnable action);

    /// Whether the caller runs on the hub; any thread.
    boolean isOnHub();

    /// A callback of `context` threw.
    void failed(Object context, Throwable error);
}
