package jevent;

import jevent.kernel.Foreign;

/// Receives every failure that nobody else observes.
@FunctionalInterface
public interface ErrorHandler {

    /// Prints the failure and its stack trace to the system's log, or to the error stream if the
    /// log throws; and where its greenlet awaited it, if it did.
    ErrorHandler LOG =
            (hub, context, error) ->
                    Foreign.log(
                            System.Logger.Level.ERROR,
                            () ->
                                    Foreign.text(context)
                                            + " of hub "
                                            + hub.name()
                                            + " failed"
                                            + awaited(context, error),
                            error);

    private static String awaited(Object context, Throwable error) {
        String place = AwaitPlace.of(context, error);
        return place == null ? "" : "; it awaited" + place;
    }

    /// Handles one failure. Runs on the hub and must not block; what it throws goes to [#LOG],
    /// together with the failure, and harms nobody else.
    ///
    /// @param context the greenlet, callback or watcher that failed
    void handle(Hub hub, Object context, Throwable error);
}
