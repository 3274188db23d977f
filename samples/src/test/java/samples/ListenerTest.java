package samples;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;
import jevent.reactor.testing.ReactorTest;
import jevent.sync.Queue;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The example of `docs/bridges.md` for a `Flux` of what a listener is told.
@ReactorTest
class ListenerTest {

    /// Something that calls listeners, on any thread.
    static final class Sensor {

        private final List<Consumer<Integer>> listeners = new ArrayList<>();

        void add(Consumer<Integer> listener) {
            listeners.add(listener);
        }

        void remove(Consumer<Integer> listener) {
            listeners.remove(listener);
        }

        void measured(int temperature) {
            listeners.forEach(listener -> listener.accept(temperature));
        }
    }

    /// What the sensor measures, until the subscriber cancels.
    static Flux<Integer> temperatures(Sensor sensor) {
        return Fluxes.from(out -> {
            var arrived = Queue.<Integer>bounded(100);
            Consumer<Integer> listener = arrived::tryPut; // what has no room is dropped
            sensor.add(listener);
            try {
                while (true) {
                    out.send(arrived.get());
                }
            } finally {
                sensor.remove(listener);
            }
        });
    }

    @Test
    void sendsWhatTheListenerIsTold() {
        var sensor = new Sensor();
        Green.spawn(() -> {
            Green.sleep(1); // the listener is there by then
            sensor.measured(20);
            sensor.measured(21);
        });

        assertThat(Monos.await(temperatures(sensor).take(2).collectList())).containsExactly(20, 21);

        Green.yieldNow();
        assertThat(sensor.listeners).isEmpty();
    }
}
