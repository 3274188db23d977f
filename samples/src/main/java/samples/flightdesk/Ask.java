package samples.flightdesk;

import io.netty.handler.codec.http.QueryStringDecoder;

import org.jspecify.annotations.Nullable;

import reactor.netty.http.server.HttpServerRequest;

import java.util.List;
import java.util.Map;

/// Reads what a client asks for, and tells it when that makes no sense.
public final class Ask {

    static final int MOST_ROWS = 10_000;
    private static final int MOST_SHOWN = 40;

    private Ask() {}

    public static Route route(HttpServerRequest request) {
        return new Route(
                code("origin", request.param("origin")),
                code("destination", request.param("destination")));
    }

    public static String airport(HttpServerRequest request) {
        return code("airport", query(request, "airport"));
    }

    /// How many rows: a hundred unless told.
    public static int limit(HttpServerRequest request) {
        @Nullable String text = query(request, "limit");
        if (text == null) {
            return 100;
        }
        var limit = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST_ROWS) {
            throw Refusal.badRequest(
                    "limit '" + shown(text) + "' is not a number from 1 to " + MOST_ROWS,
                    "try /delays?airport=ORD&limit=100");
        }
        return limit;
    }

    private static String code(String name, @Nullable String text) {
        if (text == null || !text.matches("[A-Z0-9]{3,4}")) {
            throw Refusal.badRequest(
                    text == null
                            ? "the " + name + " is missing"
                            : name + " '" + shown(text) + "' is not an airport code",
                    "a code is three or four capital letters or digits, as in ORD");
        }
        return text;
    }

    /// The beginning, which is enough to see what is wrong.
    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private static @Nullable String query(HttpServerRequest request, String name) {
        var values = parameters(request).get(name);
        return values == null ? null : String.join(",", values);
    }

    private static Map<String, List<String>> parameters(HttpServerRequest request) {
        try {
            return new QueryStringDecoder(request.uri()).parameters();
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(
                    "the query cannot be decoded: " + e.getMessage(),
                    "after a percent sign come two hexadecimal digits; %25 is the sign itself");
        }
    }
}
