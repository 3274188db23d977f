package samples.flightdesk;

/// One line of the timetable.
///
/// @param date local departure, `yyyy/MM/dd HH:mm`
/// @param delay minutes; negative is early
/// @param distance miles
/// @param origin code of the airport it leaves
/// @param destination code of the airport it reaches
public record Flight(String date, int delay, int distance, String origin, String destination) {

    Route route() {
        return new Route(origin, destination);
    }
}
