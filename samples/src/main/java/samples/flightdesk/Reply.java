package samples.flightdesk;

import reactor.core.publisher.Flux;

/// What a handler returns: one JSON document, or a stream of them, one a line.
public sealed interface Reply {

    /// One JSON document.
    record Document(int status, Object body) implements Reply {}

    /// One JSON document a line, as many as the client cares to read.
    record Stream(Flux<?> rows) implements Reply {}

    static Reply ok(Object body) {
        return new Document(200, body);
    }
}
