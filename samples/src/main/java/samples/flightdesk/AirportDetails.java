package samples.flightdesk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// An airport, and who told us: the `directory`, or our own table as a `fallback`.
record AirportDetails(@JsonUnwrapped Airport airport, Source source) {

    /// Where the details come from.
    enum Source {
        directory,
        fallback
    }
}
