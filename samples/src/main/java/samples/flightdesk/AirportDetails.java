package samples.flightdesk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// An airport, and who told us: the `directory`, or our own table as a `fallback`.
public record AirportDetails(@JsonUnwrapped Airport airport, Source source) {

    /// Where the details come from.
    public enum Source {
        directory,
        fallback
    }
}
