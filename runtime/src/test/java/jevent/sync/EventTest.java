package jevent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@Tag("concurrency")
class EventTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final Event event = new Event();
    private final List<Object> log = new ArrayList<>();

    private Greenlet<?> waiter(Object name) {
        return Green.spawn(() -> {
            event.await();
            log.add(name);
        });
    }

    @Test
    void wakesInTheOrderOfArrival() {
        List<Greenlet<?>> waiters = List.of(waiter(1), waiter(2), waiter(3));
        Green.yieldNow();

        event.set();
        Green.joinAll(waiters);

        assertThat(log).containsExactly(1, 2, 3);
    }

    @Test
    void setThenClearWakesEverybodyWhoWaitedAtTheSet() {
        List<Greenlet<?>> waiters = List.of(waiter(1), waiter(2));
        Green.yieldNow();

        event.set();
        event.clear();
        Greenlet<?> late = waiter("late");
        Green.joinAll(waiters);

        assertThat(log).containsExactly(1, 2);
        late.kill();
    }

    /// gevent #771: one that wakes, clears and waits again is not woken by the same set.
    @Test
    void oneThatWaitsAgainIsNotWokenByTheSameSet() {
        var again =
                Green.spawn(() -> {
                    event.await();
                    event.clear();
                    return event.await(SHORT);
                });
        Green.yieldNow();

        event.set();

        assertThat(again.get()).isFalse();
    }

    /// gevent #1520: a late one does not overtake those whom the set has woken.
    @Test
    void oneThatFindsItSetGoesOnWithoutATurn(TestHub hub) {
        List<Greenlet<?>> waiters = List.of(waiter(1), waiter(2));
        Green.yieldNow();
        event.set();
        long turns = hub.hub().stats().switches();

        event.await();

        assertThat(hub.hub().stats().switches()).isEqualTo(turns);
        Green.joinAll(waiters);
    }

    @Test
    void aLimitThatIsOverTouchesNobodyElse() {
        Greenlet<?> patient = waiter("patient");
        var impatient = Green.spawn(() -> event.await(SHORT));

        assertThat(impatient.get()).isFalse();
        assertThat(event).hasToString("Event [not set, 1 waiting]");
        event.set();
        patient.join();
    }

    @Test
    void theKilledWaiterIsForgotten() {
        Greenlet<?> one = waiter(1);
        Greenlet<?> two = waiter(2);
        Green.yieldNow();

        one.kill();
        assertThat(event).hasToString("Event [not set, 1 waiting]");
        event.set();
        two.join();

        assertThat(log).containsExactly(2);
    }

    @Test
    void aRawLinkFiresOnceEvenIfItIsSetAlready() {
        event.set();

        event.rawLink(() -> log.add("linked"));
        event.set();
        Green.sleep(1);

        assertThat(log).containsExactly("linked");
    }

    @Test
    void unlinkTakesALinkBack() {
        Runnable link = () -> log.add("linked");
        event.rawLink(link);
        event.unlink(link);
        event.unlink(link);

        event.set();
        Green.sleep(1);

        assertThat(log).isEmpty();
    }

    @Test
    void isSetByAnotherThread() {
        try (var _ = Hub.current().hold("the other thread")) {
            Thread.ofPlatform().start(event::set);
            event.await();
        }
        assertThat(event.isSet()).isTrue();
    }

    /// A stranger's `unpark` is not the event.
    @Test
    void aStrayUnparkWakesNobody() {
        var threads = new ArrayList<Thread>();
        var greenlet =
                Green.spawn(() -> {
                    threads.add(Thread.currentThread());
                    event.await();
                });
        Green.yieldNow();
        for (int i = 0; i < 100; i++) {
            java.util.concurrent.locks.LockSupport.unpark(threads.getFirst());
            Green.yieldNow();
        }

        assertThat(greenlet.isReady()).isFalse();
        greenlet.kill();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> event.await(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative duration")
                .hasMessageContaining("Duration.ZERO");
        assertThat(event).hasToString("Event [not set, 0 waiting]");
    }
}
