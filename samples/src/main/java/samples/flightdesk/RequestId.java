package samples.flightdesk;

import org.jspecify.annotations.Nullable;

import reactor.netty.http.server.HttpServerRequest;

import java.util.concurrent.atomic.AtomicLong;

/// The number by which a request is known in every server it touches.
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    private static final AtomicLong NEXT = new AtomicLong(1_000_000);

    private RequestId() {}

    /// The number that the client has given it, or else one of ours.
    public static long of(HttpServerRequest request) {
        @Nullable String given = request.requestHeaders().get(HEADER);
        return given != null && given.matches("\\d{1,9}")
                ? Long.parseLong(given)
                : NEXT.getAndIncrement();
    }
}
