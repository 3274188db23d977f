package jevent.kernel;

/// A piece of the runtime's own code that another thread wants to have run under the turn.
final class Call extends Inbox.Node {

    private final Runnable body;

    Call(Runnable body) {
        this.body = body;
    }

    @Override
    void received() {
        body.run();
    }
}
