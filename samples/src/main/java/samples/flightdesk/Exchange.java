package samples.flightdesk;

import static samples.flightdesk.Json.JSON;

import jevent.reactor.Fluxes;
import jevent.reactor.Monos;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;

import tools.jackson.databind.JsonNode;

import java.util.Objects;

/// One HTTP exchange, as its client sees it.
public record Exchange(int status, String body) {

    /// Asks and waits for the whole answer. A kill or a timeout meanwhile closes the connection.
    public static Exchange get(HttpClient http, String path, long request) {
        var answer =
                ask(http, path, request)
                        .responseSingle((head, body) ->
                                Mono.just(head.status().code())
                                        .zipWith(
                                                body.asString().defaultIfEmpty(""), Exchange::new));
        return Objects.requireNonNull(Monos.await(answer), "an answer");
    }

    /// Asks, reads what comes first, and hangs up.
    static Exchange begin(HttpClient http, String path, long request) {
        var chunks =
                ask(http, path, request)
                        .response((head, body) ->
                                body.asString().map(s -> new Exchange(head.status().code(), s)));
        try (var received = Fluxes.iterate(chunks, 1)) {
            for (var first : received) {
                return first;
            }
        }
        return new Exchange(0, "");
    }

    private static ResponseReceiver<?> ask(HttpClient http, String path, long request) {
        return http.headers(headers -> headers.set(RequestId.HEADER, request)).get().uri(path);
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /// Whether the desk has had to replace what the directory should have said about this end.
    boolean fellBack(String end) {
        return status == 200 && json().path(end).path("source").asString().equals("fallback");
    }
}
