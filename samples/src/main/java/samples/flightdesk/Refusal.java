package samples.flightdesk;

/// A request that the desk will not answer, why, and what the client can do about it.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String hint;

    private Refusal(int status, String error, String hint) {
        super(error);
        this.status = status;
        this.hint = hint;
    }

    /// What the client reads.
    record Message(int status, String error, String hint) {}

    static Refusal badRequest(String error, String hint) {
        return new Refusal(400, error, hint);
    }

    static Refusal notFound(String error, String hint) {
        return new Refusal(404, error, hint);
    }

    static Refusal notAllowed(String error, String hint) {
        return new Refusal(405, error, hint);
    }

    static Refusal busy(String error, String hint) {
        return new Refusal(503, error, hint);
    }

    public Reply reply() {
        return new Reply.Document(status, new Message(status, String.valueOf(getMessage()), hint));
    }
}
