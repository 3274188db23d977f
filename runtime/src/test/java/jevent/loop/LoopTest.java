package jevent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Hub;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@GreenTest
class LoopTest {

    private static final Duration MILLI = Duration.ofMillis(1);

    private final List<Object> log = new ArrayList<>();

    @BeforeEach
    void forget() {
        log.clear();
    }

    private static Loop loop() {
        return Hub.current().loop();
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlinesAndEqualOnesInThatOfTheirStarts() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int[] delays = random.ints(1_000, 0, 20).toArray();
        for (int i = 0; i < delays.length; i++) {
            long mark = delays[i] * 10_000L + i;
            loop().timer(MILLI.multipliedBy(delays[i])).start(() -> log.add(mark));
        }
        Green.sleep(30);

        assertThat(log)
                .as("seed %d", seed)
                .hasSize(1_000)
                .isSortedAccordingTo((a, b) -> Long.compare((long) a, (long) b));
    }

    @Test
    void aThirdOfManyIsCancelledAndTheRestKeepTheirOrder(TestHub hub) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long at = random.nextInt(1_000_000);
            alarms.add(loop().alarm(at, () -> log.add(at)));
            if (i % 3 == 2) {
                alarms.get(random.nextInt(alarms.size())).cancel();
            }
        }
        long pending = alarms.stream().filter(Alarm::isPending).count();
        assertThat(hub.hub().stats().timers()).isEqualTo((int) pending);
        Green.sleep(2);

        assertThat(log)
                .as("seed %d", seed)
                .hasSize((int) pending)
                .isSortedAccordingTo((a, b) -> Long.compare((long) a, (long) b));
    }

    @Test
    void cancelledTimersAreGoneAtOnce(TestHub hub) {
        for (int i = 0; i < 2_000; i++) {
            loop().alarm(1_000_000_000, () -> log.add("never")).cancel();
            assertThat(hub.hub().stats().timers()).isZero();
        }
    }

    @Test
    void aTimerRepeatsAndDoesNotPileUp() {
        var timer = loop().timer(MILLI, MILLI.multipliedBy(2));
        timer.start(() -> log.add("tick"));
        Green.sleep(8);
        timer.stop();
        Green.sleep(10);

        assertThat(log).hasSize(4); // at 1, 3, 5, 7
        assertThat(timer.isActive()).isFalse();
    }

    @Test
    void againRestartsThePeriod(TestHub hub) {
        var timer = loop().timer(MILLI, MILLI.multipliedBy(5));
        timer.start(() -> log.add("first"));
        timer.again(() -> log.add(hub.elapsed().toMillis()));
        Green.sleep(11);
        timer.close();

        assertThat(log).containsExactly(5L, 10L);
        var once = loop().timer(MILLI);
        once.start(() -> log.add("never"));
        once.again(() -> log.add("never"));
        assertThat(once.isActive()).isFalse();
    }

    @Test
    void startingAnActiveTimerChangesItsCallbackOnly(TestHub hub) {
        var timer = loop().timer(MILLI.multipliedBy(2));
        timer.start(() -> log.add("old"));
        Green.sleep(1);
        timer.start(() -> log.add(hub.elapsed().toMillis()));
        Green.sleep(5);

        assertThat(log).containsExactly(2L);
    }

    @Test
    void aTimerWhoseCallbackFailsGoesOn(TestHub hub) {
        var timer = loop().timer(MILLI, MILLI);
        timer.start(() -> {
            log.add("tick");
            throw new IllegalStateException("broken");
        });
        Green.sleep(3);
        timer.close();

        assertThat(hub.takeFailures()).hasSize(log.size()).hasSizeGreaterThan(1);
    }

    @Test
    void higherPrioritiesRunFirst() {
        List<Watcher> watchers = new ArrayList<>();
        for (int priority : new int[] {-2, 1, 0, 2, -1}) {
            var timer = loop().timer(MILLI);
            timer.priority(priority);
            timer.start(() -> log.add(priority));
            watchers.add(timer);
        }
        Green.sleep(2);

        assertThat(log).containsExactly(2, 1, 0, -1, -2);
        assertThatThrownBy(() -> watchers.getFirst().priority(3))
                .isInstanceOf(IllegalArgumentException.class);
        var active = loop().timer(MILLI);
        active.start(() -> {});
        assertThatThrownBy(() -> active.priority(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stop it before");
        active.stop();
    }

    @Test
    void aPendingWatcherThatIsStoppedDoesNotRun() {
        var second = loop().timer(MILLI);
        var first = loop().timer(MILLI);
        first.priority(2);
        first.start(() -> {
            assertThat(second.isPending()).isTrue();
            second.stop();
        });
        second.start(() -> log.add("never"));
        Green.sleep(2);

        assertThat(log).isEmpty();
    }

    @Test
    void anUnreferencedWatcherDoesNotKeepTheLoop() {
        var timer = loop().timer(Duration.ofHours(1));
        timer.start(() -> {});
        assertThat(Hub.current().join(MILLI)).isFalse();
        timer.ref(false);
        Hub.current().join();
        timer.ref(true);
        assertThat(Hub.current().join(MILLI)).isFalse();
        timer.stop();
        Hub.current().join();
    }

    @Test
    void aCallbackIsCalledOnceUnlessItIsStopped() {
        var kept = loop().runCallback(() -> log.add("kept"));
        var stopped = loop().runCallback(() -> log.add("stopped"));
        assertThat(stopped.isPending()).isTrue();
        stopped.stop();
        Green.sleep(1);

        assertThat(log).containsExactly("kept");
        assertThat(kept.isPending()).isFalse();
    }

    @Test
    void prepareAndCheckStandAroundTheLookAtTheChannels() {
        var prepare = loop().prepare();
        var check = loop().check();
        var timer = loop().timer(MILLI);
        prepare.start(() -> log.add("prepare"));
        check.start(() -> log.add("check"));
        timer.start(() -> log.add("timer"));
        Green.sleep(2);
        prepare.close();
        check.close();

        assertThat(log).contains("prepare", "timer", "check");
        assertThat(log.indexOf("prepare")).isLessThan(log.indexOf("check"));
    }

    @Test
    void idleRunsWhenNothingElseIsPendingAndKeepsTheLoopAwake() {
        var event = new Event();
        var idle = loop().idle();
        idle.start(() -> {
            log.add("idle");
            if (log.size() == 3) {
                event.set();
            }
        });
        event.await();
        idle.stop();

        assertThat(log).hasSize(3);
    }

    @Test
    @GreenTest(realTime = true)
    void anAsyncWatcherIsSentByAnyThreadAndManySendsAreOne() {
        var event = new Event();
        var async = loop().async();
        async.start(() -> {
            log.add("sent");
            event.set();
        });
        Thread.ofPlatform()
                .start(() -> {
                    async.send();
                    async.send();
                });
        event.await();
        Green.sleep(5);
        async.close();
        async.send();
        Green.sleep(5);

        assertThat(log).hasSizeBetween(1, 2).containsOnly("sent");
    }

    @Test
    @GreenTest(realTime = true)
    void anIoWatcherRunsAsLongAsTheChannelIsReady() throws IOException {
        Pipe pipe = Pipe.open();
        try (var source = pipe.source();
                var sink = pipe.sink()) {
            source.configureBlocking(false);
            var io = loop().io(source, SelectionKey.OP_READ);
            var second = loop().io(source, SelectionKey.OP_READ);
            var event = new Event();
            second.start(() -> log.add("second"));
            second.stop(); // one of two on a channel goes: the other must still be called
            io.start(() -> {
                log.add("ready");
                if (log.size() == 3) {
                    event.set();
                    io.stop();
                }
            });
            assertThat(sink.write(ByteBuffer.wrap(new byte[] {1}))).isOne();
            event.await();
            io.close();
            assertThat(Hub.current().stats().watchers()).isZero();
        }
        assertThat(log).containsExactly("ready", "ready", "ready");
        assertThatThrownBy(() -> loop().io(pipe.source(), SelectionKey.OP_WRITE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @GreenTest(realTime = true)
    void aSignalWatcherHearsItsSignal() {
        var event = new Event();
        try (var signal = loop().signal("USR2")) {
            signal.start(event::set);
            signal.ref(true);
            sun.misc.Signal.raise(new sun.misc.Signal("USR2"));
            event.await();
        }
    }
}
