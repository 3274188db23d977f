package samples.flightdesk;

/// From where to where, by airport codes.
public record Route(String origin, String destination) {}
