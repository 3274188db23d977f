package jevent;

/// Is told of every failure that nobody else observes.
@FunctionalInterface
public interface ErrorHandler {

    /// Prints the failure and its stack trace to the system's log.
    ErrorHandler LOG =
            (hub, context, error) ->
                    System.getLogger("jevent")
                            .log(
                                    System.Logger.Level.ERROR,
                                    () -> context + " of hub " + hub.name() + " failed",
                                    error);

    /// Handles one failure. Runs on the hub and must not block; what it throws goes to [#LOG].
    ///
    /// @param context the greenlet, callback or watcher that failed
    void handle(Hub hub, Object context, Throwable error);
}
