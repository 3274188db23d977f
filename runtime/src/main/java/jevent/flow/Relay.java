package jevent.flow;

/// What a greenlet does in the middle of a pipeline: it loops over what comes, and sends what it
/// makes of it.
///
/// Its return completes the stream and cancels what it has not read; what it throws is the stream's
/// error. *Cancel* by the subscriber kills the greenlet, and cancels the source.
@FunctionalInterface
public interface Relay<T, R> {
    void run(Iteration<T> in, Emitter<R> out) throws Exception;
}
