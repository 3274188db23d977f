package samples.flightdesk;

import java.util.Collections;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the two files a second time, by two regular expressions.
final class PlainFiles {

    private static final Pattern FLIGHT =
            Pattern.compile(
                    """
                    \\{"date":"(.{16})","delay":(-?\\d+),"distance":(\\d+),\
                    "origin":"(\\w+)","destination":"(\\w+)"}\
                    """);

    private static final String CELL = "(\"(?:[^\"]|\"\")*\"|[^,\"\n]*)";

    private static final Pattern AIRPORT =
            Pattern.compile("(?m)^" + String.join(",", Collections.nCopies(7, CELL)) + "$");

    private PlainFiles() {}

    static Stream<Flight> flights() {
        return FLIGHT.matcher(DataSet.text(DataSet.FLIGHTS)).results().map(PlainFiles::flight);
    }

    static Stream<Airport> airports() {
        return AIRPORT.matcher(DataSet.text(DataSet.AIRPORTS))
                .results()
                .skip(1)
                .map(PlainFiles::airport);
    }

    private static Flight flight(MatchResult m) {
        return new Flight(
                m.group(1),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                m.group(4),
                m.group(5));
    }

    private static Airport airport(MatchResult m) {
        return new Airport(
                cell(m, 1),
                cell(m, 2),
                cell(m, 3),
                cell(m, 4),
                cell(m, 5),
                Double.parseDouble(cell(m, 6)),
                Double.parseDouble(cell(m, 7)));
    }

    private static String cell(MatchResult m, int column) {
        return m.group(column).replaceAll("^\"|\"$", "").replace("\"\"", "\"");
    }
}
