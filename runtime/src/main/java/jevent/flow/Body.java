package jevent.flow;

/// What a greenlet does for one subscriber: it sends elements.
///
/// ```java
/// Flux<Row> rows = Fluxes.from(out -> {
///     for (int page = 0; page < pages; page++) {
///         for (Row row : load(page)) out.send(row);
///     }
/// });
/// ```
///
/// Its return completes the stream, what it throws is the stream's error. *Cancel* by the
/// subscriber kills the greenlet: a wait or `send` throws, and `finally` blocks run.
@FunctionalInterface
public interface Body<T> {

    void run(Emitter<T> out) throws Exception;
}
