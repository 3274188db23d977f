package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import reactor.netty.http.HttpResources;

import samples.flightdesk.AirportDetails.Source;

import java.time.Duration;
import java.util.EnumMap;

/// No clock decides here: an answer that comes at all is waited for without end, and one that is
/// late never comes.
@Timeout(120) // starts a server, on a machine that may be busy
class DirectoryTest {

    private static final long SEED = 2001;
    private static final int REQUESTS = 300;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(5);

    @Test
    void itFallsBackWhereTheDirectoryIsLateOrBrokenAndNowhereElse() {
        var counts = Green.run(DirectoryTest::ask);

        assertThat(counts).containsOnlyKeys(Fate.values());
    }

    private static EnumMap<Fate, Integer> ask() {
        var data = DataSet.read();
        var counts = new EnumMap<Fate, Integer>(Fate.class);
        try (var upstream = new DirectoryServer(data, SEED, NEVER)) {
            var loops = HttpResources.get();
            var patient = new Directory(loops, upstream.port(), NEVER);
            var hasty = new Directory(loops, upstream.port(), SHORT);
            for (var request = 0; request < REQUESTS; request++) {
                var airport = data.airports().get(request);
                var fate = Fate.of(SEED, request, airport.iata());
                var directory = fate == Fate.LATE ? hasty : patient;
                assertThat(directory.details(airport, request).source())
                        .as("%s of request %d, which is %s", airport.iata(), request, fate)
                        .isEqualTo(fate == Fate.PROMPT ? Source.directory : Source.fallback);
                counts.merge(fate, 1, Integer::sum);
            }
        }
        return counts;
    }
}
