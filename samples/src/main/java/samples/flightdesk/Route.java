package samples.flightdesk;

/// From where to where, by airport codes.
record Route(String origin, String destination) {}
