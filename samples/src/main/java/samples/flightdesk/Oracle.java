package samples.flightdesk;

import static samples.flightdesk.Json.JSON;

import samples.flightdesk.AirportDetails.Source;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Knows every answer from the files alone: no database, no HTTP, no feed, not even the same
/// parser.
public final class Oracle {

    /// Numbers are equal when they differ by rounding only.
    private static final Comparator<JsonNode> ALMOST =
            (a, b) ->
                    a.isNumber() && b.isNumber() && Math.abs(a.asDouble() - b.asDouble()) < 1e-9
                            ? 0
                            : a.equals(b) ? 0 : 1;

    private final long seed;
    private final Map<String, Airport> airports;
    private final Map<Route, List<Flight>> byRoute;
    private final Map<String, List<Flight>> byOrigin;

    public Oracle(long seed) {
        this.seed = seed;
        this.airports =
                PlainFiles.airports().collect(Collectors.toMap(Airport::iata, airport -> airport));
        this.byRoute = PlainFiles.flights().collect(Collectors.groupingBy(Flight::route));
        this.byOrigin = PlainFiles.flights().collect(Collectors.groupingBy(Flight::origin));
    }

    /// What is wrong with an answer, if anything.
    public Optional<String> fault(Question question, long request, Exchange answer) {
        try {
            return compare(question, request, answer);
        } catch (JacksonException e) {
            return Optional.of("expected JSON: " + e.getMessage());
        }
    }

    private Optional<String> compare(Question question, long request, Exchange answer) {
        return switch (question) {
            case Question.About(var route) -> differ(about(route, request, answer), answer);
            case Question.MostDelayed asked -> differ(rows(asked), answer);
            case Question.HangUp(var asked) -> prefix(rows(asked), answer);
            case Question.Nonsense(_, var status) -> refused(status, answer);
        };
    }

    /// How often the directory is to be late or broken in the course of these questions.
    long mishaps(List<Question> questions) {
        return IntStream.range(0, questions.size())
                .mapToLong(i -> mishaps(questions.get(i), i))
                .sum();
    }

    private long mishaps(Question question, long request) {
        return question instanceof Question.About(Route(var origin, var destination))
                ? Stream.of(origin, destination)
                        .filter(iata -> Fate.of(seed, request, iata) != Fate.PROMPT)
                        .count()
                : 0;
    }

    private RouteAnswer about(Route route, long request, Exchange answer) {
        var flights = byRoute.getOrDefault(route, List.of());
        var departures =
                flights.stream()
                        .map(f -> new RouteAnswer.Departure(f.date(), f.delay(), f.distance()));
        var sightings =
                flights.reversed().stream().limit(RouteDesk.SIGHTINGS).map(Sighting::halfWay);
        return new RouteAnswer(
                details(route.origin(), request, answer, "origin"),
                details(route.destination(), request, answer, "destination"),
                Arithmetic.delays(flights),
                departures.toList(),
                sightings.toList());
    }

    /// A directory that is late or broken must be replaced; one that is prompt may be, on a slow
    /// day.
    private AirportDetails details(String iata, long request, Exchange answer, String end) {
        var source = Source.fallback;
        if (Fate.of(seed, request, iata) == Fate.PROMPT && !answer.fellBack(end)) {
            source = Source.directory;
        }
        return new AirportDetails(Objects.requireNonNull(airports.get(iata)), source);
    }

    private String rows(Question.MostDelayed asked) {
        return byOrigin.getOrDefault(asked.airport(), List.of()).stream()
                .sorted(
                        Comparator.comparingInt(Flight::delay)
                                .reversed()
                                .thenComparing(Flight::date)
                                .thenComparing(Flight::destination))
                .limit(asked.limit())
                .flatMap(flight -> Stream.of(JSON.writeValueAsString(row(flight)), "\n"))
                .collect(Collectors.joining());
    }

    private DelayRow row(Flight f) {
        var to = Objects.requireNonNull(airports.get(f.destination()));
        return new DelayRow(
                f.date(), f.delay(), f.distance(), f.destination(), to.city(), to.state());
    }

    private static Optional<String> differ(RouteAnswer expected, Exchange answer) {
        return answer.status() == 200
                        && JSON.<JsonNode>valueToTree(expected).equals(ALMOST, answer.json())
                ? Optional.empty()
                : Optional.of("expected 200 and " + JSON.writeValueAsString(expected));
    }

    private static Optional<String> differ(String expected, Exchange answer) {
        return answer.status() == 200 && answer.body().equals(expected)
                ? Optional.empty()
                : Optional.of("expected 200 and " + expected);
    }

    private static Optional<String> prefix(String whole, Exchange answer) {
        return answer.status() == 200 && !answer.body().isEmpty() && whole.startsWith(answer.body())
                ? Optional.empty()
                : Optional.of("expected 200 and the beginning of " + whole);
    }

    private static Optional<String> refused(int status, Exchange answer) {
        return answer.status() == status
                        && answer.json().path("status").asInt() == status
                        && answer.json().path("hint").asString().contains(" ")
                ? Optional.empty()
                : Optional.of("expected " + status + " and a message that helps");
    }
}
