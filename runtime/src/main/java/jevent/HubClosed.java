package jevent;

/// The hub has been closed and takes no more work.
public final class HubClosed extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public HubClosed(String message) {
        super(message);
    }
}
