package jevent.reactor.netty;

import org.jspecify.annotations.Nullable;

import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// What answers a request, written as plain code; it may wait. Made use of by [GreenHandlers].
///
/// @param <T> the body of the answer
@FunctionalInterface
public interface GreenHandler<T> {

    /// Answers a request, in a greenlet.
    ///
    /// @param request what is asked
    /// @param response for status and headers
    /// @return the body; null if there is none
    @Nullable T handle(HttpServerRequest request, HttpServerResponse response) throws Exception;
}
