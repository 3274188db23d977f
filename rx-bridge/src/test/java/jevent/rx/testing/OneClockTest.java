package jevent.rx.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.schedulers.Timed;

import jevent.Green;
import jevent.Hub;
import jevent.Timeout;
import jevent.rx.Flowables;
import jevent.rx.Maybes;
import jevent.rx.Singles;
import jevent.testing.TestHub;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// RxJava's time and the hub's are one, and only for as long as the test.
@RxTest
class OneClockTest {

    private final List<Object> log = new ArrayList<>();

    private void slept(TestHub hub, Duration time) {
        Green.spawn(() -> {
            Green.sleep(time);
            log.add("slept " + hub.elapsed().toSeconds());
        });
    }

    @Test
    void delaysOfRxJavaSleepsAndTimeoutsPassTogether(TestHub hub) {
        slept(hub, Duration.ofSeconds(90));
        slept(hub, Duration.ofSeconds(61));
        Green.spawn(() -> {
            try {
                Timeout.call(
                        Duration.ofSeconds(150),
                        () -> {
                            Green.sleep(Duration.ofHours(1));
                            return true;
                        });
            } catch (Timeout late) {
                log.add("timed out " + hub.elapsed().toSeconds());
            }
        });
        var ticks =
                Flowable.interval(1, TimeUnit.MINUTES)
                        .take(3)
                        .subscribe(tick -> log.add(tick + " " + hub.elapsed().toSeconds()));

        Green.sleep(Duration.ofHours(1));

        assertThat(log)
                .containsExactly("0 60", "slept 61", "slept 90", "1 120", "timed out 150", "2 180");
        assertThat(ticks.isDisposed()).isTrue();
    }

    @Test
    void everySchedulerOfRxJavaIsTheHub(TestHub hub) {
        var schedulers =
                List.of(
                        Schedulers.computation(),
                        Schedulers.io(),
                        Schedulers.newThread(),
                        Schedulers.single());
        for (Scheduler scheduler : schedulers) {
            scheduler.scheduleDirect(() -> log.add(Green.current().hub() == hub.hub()));
        }

        Green.sleep(1);

        assertThat(log).containsExactly(true, true, true, true);
    }

    @Test
    void aTimeoutEndsAnAwaitedDelayAndLeavesNoTimer(TestHub hub) {
        var late = Single.timer(1, TimeUnit.HOURS);

        assertThatThrownBy(() -> Singles.await(late, Duration.ofSeconds(5)))
                .isInstanceOf(Timeout.class);
        Green.yieldNow();

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void aTimeoutOfRxJavaKillsAGreenletThatSleeps(TestHub hub) {
        Single<String> slow =
                Singles.from(() -> {
                    try {
                        Green.sleep(Duration.ofHours(1));
                        return "slept";
                    } finally {
                        log.add("cleaned up " + hub.elapsed().toSeconds());
                    }
                });

        assertThatThrownBy(() -> Singles.await(slow.timeout(7, TimeUnit.SECONDS)))
                .isInstanceOf(TimeoutException.class);
        Green.sleep(1);

        assertThat(log).containsExactly("cleaned up 7");
    }

    @Test
    void bufferAndTimestampsSeeWhatAGreenletSends(TestHub hub) {
        Flowable<Integer> sent =
                Flowables.from(out -> {
                    for (int i = 0; i < 6; i++) {
                        out.send(i);
                        Green.sleep(Duration.ofMillis(450));
                    }
                });

        assertThat(Singles.<List<List<Integer>>>await(sent.buffer(1, TimeUnit.SECONDS).toList()))
                .containsExactly(List.of(0, 1, 2), List.of(3, 4), List.of(5));
        assertThat(
                        Singles.<List<Timed<Integer>>>await(
                                        sent.timeInterval(TimeUnit.MILLISECONDS).toList())
                                .stream()
                                .map(Timed::time))
                .containsExactly(0L, 450L, 450L, 450L, 450L, 450L);
    }

    @Test
    void theMethodIsAGreenletAndSoIsWhatItSubscribesTo(TestHub hub) {
        assertThat(Green.current().hub()).isSameAs(hub.hub());
        assertThat(Singles.<Hub>await(Singles.from(() -> Green.current().hub())))
                .isSameAs(hub.hub());
    }

    @RepeatedTest(3)
    void everyRepetitionBeginsAtZero(TestHub hub) {
        assertThat(hub.elapsed()).isZero();
        Maybes.await(Maybe.timer(1, TimeUnit.DAYS));
        assertThat(hub.elapsed()).isEqualTo(Duration.ofDays(1));
    }
}
