package samples.flightdesk;

/// One delayed departure, as `GET /delays` streams it.
record DelayRow(
        String date, int delay, int distance, String destination, String city, String state) {}
