package samples.flightdesk;

/// One delayed departure, as `GET /delays` streams it.
public record DelayRow(
        String date, int delay, int distance, String destination, String city, String state) {}
