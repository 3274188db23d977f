package samples.flightdesk;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// An aircraft seen by radar half-way, at eight miles a minute.
///
/// @param seenAt when, in the local time of its departure, `yyyy/MM/dd HH:mm`
/// @param milesToGo how far from its destination
public record Sighting(String seenAt, int milesToGo) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");

    static Sighting halfWay(Flight flight) {
        var flown = flight.distance() / 2;
        var seenAt = LocalDateTime.parse(flight.date(), TIME).plusMinutes(flown / 8);
        return new Sighting(TIME.format(seenAt), flight.distance() - flown);
    }
}
