package samples.flightdesk;

/// One line of the airport directory.
public record Airport(
        String iata,
        String name,
        String city,
        String state,
        String country,
        double latitude,
        double longitude) {}
