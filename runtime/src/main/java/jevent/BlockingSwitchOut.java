package jevent;

/// A callback of the hub tried to wait. Callbacks share one greenlet and must not block: spawn one
/// instead.
public final class BlockingSwitchOut extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public BlockingSwitchOut(String message) {
        super(message);
    }
}
