package jevent;

/// A callback of the hub, or the bare thread of a host, tried to wait. Callbacks share one greenlet
/// and must not block: do it in a greenlet of your own, with [Hub#spawn].
public final class BlockingSwitchOut extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public BlockingSwitchOut(String message) {
        super(message);
    }
}
