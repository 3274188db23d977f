package samples.flightdesk;

import java.util.List;

/// What `GET /routes/{origin}/{destination}` says.
public record RouteAnswer(
        AirportDetails origin,
        AirportDetails destination,
        Delays delays,
        List<Departure> flights,
        List<Sighting> sightings) {

    /// One flight of the route, oldest first.
    public record Departure(String date, int delay, int distance) {}
}
