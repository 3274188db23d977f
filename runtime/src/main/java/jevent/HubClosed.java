package jevent;

/// The hub has been closed and takes no more work, or ended while somebody waited on it. What has
/// to outlive a hub belongs on another one, such as [Hub#shared].
public final class HubClosed extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    static HubClosed refusing(Hub hub, String what) {
        return new HubClosed(
                "cannot %s: %s; what has to outlive a hub belongs on another, such as Hub.shared()"
                        .formatted(what, hub));
    }

    public HubClosed(String message) {
        super(message);
    }
}
