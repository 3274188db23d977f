package samples;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;

import java.time.Duration;
import java.util.List;

/// Three greenlets sleep three seconds each, together: it takes three seconds, not nine.
public final class Sleepers {

    void main() {
        var clock = Hub.current().loop();
        var start = clock.now();
        Green.joinAll(List.of(sleeper("one"), sleeper("two"), sleeper("three")));
        var took = Duration.ofNanos(clock.now() - start);
        IO.println("nine seconds of sleep took " + took.toSeconds());
    }

    private Greenlet<?> sleeper(String name) {
        return Green.spawn(() -> {
            IO.println(name + " goes to sleep");
            Green.sleep(Duration.ofSeconds(3));
            IO.println(name + " wakes up");
        });
    }
}
