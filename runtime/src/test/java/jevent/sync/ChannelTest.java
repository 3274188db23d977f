package jevent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@Tag("concurrency")
class ChannelTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final Channel<String> channel = new Channel<>();
    private final List<Object> log = new ArrayList<>();

    private Greenlet<?> putter(String item) {
        return Green.spawn(() -> {
            channel.put(item);
            log.add("sent " + item);
        });
    }

    private Greenlet<?> getter(String name) {
        return Green.spawn(() -> log.add(name + " got " + channel.get()));
    }

    /// As gevent's TestChannel.test_send, but for the second item: a getter waits for it already,
    /// so that putting it costs no turn.
    @Test
    void aPutterGoesOnWhenAGetterHasTheItem() {
        var sender =
                Green.spawn(() -> {
                    log.add("sending");
                    channel.put("hello");
                    log.add("sent hello");
                    channel.put("world");
                    log.add("sent world");
                });
        var receiver =
                Green.spawn(() -> {
                    log.add(channel.get());
                    log.add(channel.get());
                });

        Green.joinAll(List.of(sender, receiver));

        assertThat(log).containsExactly("sending", "hello", "sent hello", "sent world", "world");
    }

    @Test
    void aPutterAloneWaits() {
        Greenlet<?> putter = putter("item");
        Green.sleep(SHORT);

        assertThat(log).isEmpty();
        assertThat(channel.balance()).isOne();
        assertThat(channel.get()).isEqualTo("item");
        putter.join();
        assertThat(log).containsExactly("sent item");
    }

    @Test
    void bothSidesAreServedInTheOrderOfArrival() {
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(getter("g" + i));
        }
        Green.yieldNow();
        for (int i = 0; i < 3; i++) {
            channel.put("item" + i);
        }
        Green.joinAll(all);

        assertThat(log).containsExactly("g0 got item0", "g1 got item1", "g2 got item2");
    }

    @Test
    void aGetterThatIsKilledTakesNothing() {
        Greenlet<?> killed = getter("killed");
        Green.yieldNow();
        killed.kill();

        assertThat(channel.tryPut("item")).isFalse();
        Greenlet<?> next = getter("next");
        Green.yieldNow();
        channel.put("item");
        next.join();

        assertThat(log).containsExactly("next got item");
    }

    @Test
    void aPutterThatIsKilledTakesItsItemBack() {
        Greenlet<?> killed = putter("one");
        Greenlet<?> next = putter("two");
        Green.yieldNow();
        killed.kill();

        assertThat(channel.get()).isEqualTo("two");
        assertThat(channel.tryGet()).isNull();
        next.join();
    }

    /// Its item has a new owner: it returns from `put`, and dies at its next wait.
    @Test
    void aPutterThatIsKilledAfterTheHandOverHasPut() {
        var putter =
                Green.spawn(() -> {
                    channel.put("item");
                    log.add("sent");
                    Green.yieldNow();
                    log.add("not reached");
                });
        Green.yieldNow();
        assertThat(channel.get()).isEqualTo("item");

        putter.kill();

        assertThat(log).containsExactly("sent");
        assertThat(putter.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void limitsOfBothSides() {
        assertThat(channel.put("item", SHORT)).isFalse();
        assertThatThrownBy(() -> channel.get(SHORT))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("Channel [0 getting, 0 putting]");
        assertThat(channel.balance()).isZero();
        assertThat(channel.tryPut("item")).isFalse();
        assertThat(channel.tryGet()).isNull();
    }

    @Test
    void aTryServesTheOneWhoWaits() {
        Greenlet<?> getter = getter("getter");
        Green.yieldNow();
        assertThat(channel.tryPut("item")).isTrue();
        getter.join();

        Greenlet<?> putter = putter("other");
        Green.yieldNow();
        assertThat(channel.tryGet()).isEqualTo("other");
        putter.join();

        assertThat(log).containsExactly("getter got item", "sent other");
    }
}
