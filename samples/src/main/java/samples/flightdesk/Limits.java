package samples.flightdesk;

import java.time.Duration;

/// How long the desk is patient with others, so that a few of them do not hold up all.
///
/// @param connection how long a request waits for a connection of the database, then it is refused
///   with 503
/// @param writing how long a client may read nothing of an answer, then it is cut off
/// @param idle how long a client may stay connected without asking anything
public record Limits(Duration connection, Duration writing, Duration idle) {

    public static final Limits USUAL =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1));
}
