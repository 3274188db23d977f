package jevent.reactor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Hub;
import jevent.Timeout;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;
import jevent.testing.TestHub;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Reactor's time and the hub's are one, and only for as long as the test.
@ReactorTest
class OneClockTest {

    private final List<Object> log = new ArrayList<>();

    private void slept(TestHub hub, Duration time) {
        Green.spawn(() -> {
            Green.sleep(time);
            log.add("slept " + hub.elapsed().toSeconds());
        });
    }

    @Test
    void delaysOfReactorSleepsAndTimeoutsPassTogether(TestHub hub) {
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
        Flux.just("a", "b", "c")
                .delayElements(Duration.ofMinutes(1))
                .subscribe(item -> log.add(item + " " + hub.elapsed().toSeconds()));

        Green.sleep(Duration.ofHours(1));

        assertThat(log)
                .containsExactly("a 60", "slept 61", "slept 90", "b 120", "timed out 150", "c 180");
    }

    @Test
    void equalMomentsComeInTheOrderOfTheirStarts(TestHub hub) {
        slept(hub, Duration.ofSeconds(1));
        Green.yieldNow();
        Mono.delay(Duration.ofSeconds(1)).subscribe(tick -> log.add("delayed"));
        Green.spawn(() -> {
            Green.sleep(Duration.ofSeconds(1));
            log.add("slept last");
        });

        Green.sleep(Duration.ofSeconds(2));

        assertThat(log).containsExactly("slept 1", "delayed", "slept last");
    }

    @Test
    void everySchedulerOfReactorIsTheHub(TestHub hub) {
        var schedulers =
                List.of(
                        Schedulers.parallel(),
                        Schedulers.single(),
                        Schedulers.boundedElastic(),
                        Schedulers.newParallel("one"),
                        Schedulers.newSingle("other"),
                        Schedulers.newBoundedElastic(1, 1, "third"));
        for (Scheduler scheduler : schedulers) {
            scheduler.schedule(() -> log.add(Green.current().hub() == hub.hub()));
        }

        Green.sleep(1);

        assertThat(log).hasSize(6).containsOnly(true);
    }

    @Test
    void aTimeoutEndsAnAwaitedDelayAndLeavesNoTimer(TestHub hub) {
        var late = Mono.delay(Duration.ofHours(1));

        assertThatThrownBy(() -> Monos.await(late, Duration.ofSeconds(5)))
                .isInstanceOf(Timeout.class);

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void aTimeoutOfReactorKillsAGreenletThatSleeps(TestHub hub) {
        Mono<String> slow =
                Monos.from(() -> {
                    try {
                        Green.sleep(Duration.ofHours(1));
                        return "slept";
                    } finally {
                        log.add("cleaned up " + hub.elapsed().toSeconds());
                    }
                });

        assertThatThrownBy(() -> Monos.await(slow.timeout(Duration.ofSeconds(7))))
                .isInstanceOf(TimeoutException.class);
        Green.sleep(1);

        assertThat(log).containsExactly("cleaned up 7");
    }

    @Test
    void intervalAndBufferTimeoutSeeWhatAGreenletSends(TestHub hub) {
        Flux<Integer> sent =
                Fluxes.from(out -> {
                    for (int i = 0; i < 6; i++) {
                        out.send(i);
                        Green.sleep(Duration.ofMillis(400));
                    }
                });

        assertThat(
                        Monos.<List<List<Integer>>>await(
                                sent.bufferTimeout(10, Duration.ofSeconds(1)).collectList()))
                .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
    }

    @Test
    void theMethodIsAGreenletAndSoIsWhatItSubscribesTo(TestHub hub) {
        assertThat(Green.current().hub()).isSameAs(hub.hub());
        assertThat(Monos.<Hub>await(Monos.from(() -> Green.current().hub()))).isSameAs(hub.hub());
    }

    @RepeatedTest(3)
    void everyRepetitionBeginsAtZero(TestHub hub) {
        assertThat(hub.elapsed()).isZero();
        Monos.await(Mono.delay(Duration.ofDays(1)));
        assertThat(hub.elapsed()).isEqualTo(Duration.ofDays(1));
    }
}
