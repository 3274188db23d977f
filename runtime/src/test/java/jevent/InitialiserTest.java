package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jevent.sync.Event;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Greenlets that wait in static initialisers, and those that need the class meanwhile.
@Timeout(30)
@Tag("concurrency")
class InitialiserTest {

    private static final Event OPEN = new Event();

    private static final class Slow {
        static {
            OPEN.await();
        }

        static String answer() {
            return "initialised";
        }
    }

    @Test
    void everybodyWhoNeedsAClassWhoseInitialiserWaitsIsRescued() {
        assumeTrue(Hub.mode() == Mode.CARRIER, "whoever needs the class keeps the baton");
        try (Hub hub = Hub.open("initialising")) {
            List<Greenlet<String>> all =
                    List.of(
                            hub.spawn(() -> Slow.answer()),
                            hub.spawn(() -> Slow.answer()),
                            hub.spawn(() -> Class.forName(Slow.class.getName()).getSimpleName()));
            hub.spawn(OPEN::set);

            assertThat(all)
                    .extracting(Greenlet::get)
                    .containsExactly("initialised", "initialised", "Slow");
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
        }
    }

    @Test
    void oneThatYieldsInAnInitialiserLetsTheOthersRun() {
        var flag = new AtomicBoolean();
        try (Hub hub = Hub.open("yielding")) {
            var yielding =
                    hub.spawn(() ->
                            Pinned.run(() -> {
                                while (!flag.get()) {
                                    Green.yieldNow();
                                }
                            }));
            hub.spawn(() -> flag.set(true));

            yielding.get();
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
        }
    }

    /// In BATON mode, each of them keeps one of the threads that the JDK has for virtual threads.
    @Test
    void manyMayWaitInInitialisersAtATime() {
        var event = new Event();
        try (Hub hub = Hub.open("many")) {
            int many = Runtime.getRuntime().availableProcessors() + Hubs.all().size() + 3;
            List<Greenlet<?>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(hub.spawn(() -> Pinned.run(event::await)));
            }
            hub.spawn(event::set);

            all.forEach(Greenlet::get);
        }
    }
}
