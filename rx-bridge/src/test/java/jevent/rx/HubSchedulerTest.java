package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.Hub;
import jevent.HubClosed;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

@GreenTest
@ExtendWith(Undeliverable.class)
class HubSchedulerTest {

    private final List<Object> log = new ArrayList<>();

    private static Scheduler on(TestHub hub) {
        return HubScheduler.of(hub.hub());
    }

    private static void settle() {
        Green.sleep(1);
    }

    @Test
    void aTaskRunsInAGreenletOfTheHub(TestHub hub) {
        on(hub).scheduleDirect(() -> log.add(Green.current().hub()));
        assertThat(log).isEmpty();

        settle();

        assertThat(log).containsExactly(hub.hub());
        assertThat(HubScheduler.of(hub.hub()).hub()).isSameAs(hub.hub());
    }

    @Test
    void aWorkersTasksRunInTheirOrderAlsoWhereTheyWait(TestHub hub) {
        var worker = on(hub).createWorker();
        for (int i = 0; i < 3; i++) {
            int task = i;
            worker.schedule(() -> {
                log.add("begin " + task);
                Green.sleep(Duration.ofSeconds(1));
                log.add("end " + task);
            });
        }
        Green.sleep(Duration.ofSeconds(5));

        assertThat(log).containsExactly("begin 0", "end 0", "begin 1", "end 1", "begin 2", "end 2");
    }

    @Test
    void aTaskThatSchedulesItselfForEverLeavesOthersTheirTurns(TestHub hub) {
        var worker = on(hub).createWorker();
        var again =
                new Runnable() {
                    @Override
                    public void run() {
                        if (!log.contains("other")) {
                            worker.schedule(this);
                        }
                    }
                };
        worker.schedule(again);
        Green.spawn(() -> log.add("other"));

        settle();

        assertThat(log).containsExactly("other");
    }

    @Test
    void differentWorkersTakeTurns(TestHub hub) {
        var one = on(hub).createWorker();
        var other = on(hub).createWorker();
        for (var worker : List.of(one, other)) {
            String name = worker == one ? "one" : "other";
            worker.schedule(() -> {
                log.add(name + " begins");
                Green.sleep(Duration.ofSeconds(1));
                log.add(name + " ends");
            });
        }
        Green.sleep(Duration.ofSeconds(2));

        assertThat(log).containsExactly("one begins", "other begins", "one ends", "other ends");
    }

    @Test
    void aTaskMayScheduleAnotherOnItsOwnWorker(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedule(() -> {
            worker.schedule(() -> log.add("inner"));
            log.add("outer");
        });
        settle();

        assertThat(log).containsExactly("outer", "inner");
    }

    @Test
    void delaysAreTheHubsTimers(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedule(() -> log.add(hub.elapsed()), 3, TimeUnit.SECONDS);
        worker.schedule(() -> log.add(hub.elapsed()), 1, TimeUnit.SECONDS);
        on(hub).scheduleDirect(() -> log.add(hub.elapsed()), 2, TimeUnit.SECONDS);
        Green.sleep(Duration.ofSeconds(4));

        assertThat(log)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void equalDelaysKeepTheirOrder(TestHub hub) {
        var worker = on(hub).createWorker();
        for (int i = 0; i < 100; i++) {
            int task = i;
            worker.schedule(() -> log.add(task), 1, TimeUnit.SECONDS);
        }
        Green.sleep(Duration.ofSeconds(2));

        assertThat(log).hasSize(100).isEqualTo(List.copyOf(log).stream().sorted().toList());
    }

    @Test
    void zeroAndNegativeDelaysAreSoon(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedule(() -> log.add(1), 0, TimeUnit.SECONDS);
        worker.schedule(() -> log.add(2), -5, TimeUnit.SECONDS);
        on(hub).scheduleDirect(() -> log.add(3), -5, TimeUnit.SECONDS);
        settle();

        assertThat(log).containsExactlyInAnyOrder(1, 2, 3).containsSubsequence(1, 2);
    }

    @Test
    void aDisposedWorkerRunsNothingThatHasNotBegun(TestHub hub) {
        var worker = on(hub).createWorker();
        var other = on(hub).createWorker();
        for (int i = 0; i < 1_000; i++) {
            worker.schedule(() -> log.add("never"), i % 2, TimeUnit.SECONDS);
        }
        other.schedule(() -> log.add("other"));

        worker.dispose();
        Green.sleep(Duration.ofSeconds(2));

        assertThat(worker.isDisposed()).isTrue();
        assertThat(log).containsExactly("other");
    }

    @Test
    void disposalLeavesNoTimerAndNoGreenlet(TestHub hub) {
        var worker = on(hub).createWorker();
        List<Disposable> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(worker.schedule(() -> log.add("never"), 1, TimeUnit.HOURS));
            tasks.add(on(hub).scheduleDirect(() -> log.add("never"), 1, TimeUnit.HOURS));
        }
        assertThat(hub.hub().stats().timers()).isGreaterThanOrEqualTo(200);

        tasks.forEach(Disposable::dispose);
        settle();

        assertThat(hub.hub().stats().timers()).isZero();
        assertThat(tasks).allMatch(Disposable::isDisposed);
        assertThat(log).isEmpty();
    }

    @Test
    void whatRunsGoesOnWhenItsWorkerIsDisposed(TestHub hub) {
        var worker = on(hub).createWorker();
        var task =
                worker.schedule(() -> {
                    Green.sleep(Duration.ofSeconds(1));
                    log.add("went on");
                });
        worker.schedule(() -> log.add("never"));
        settle();

        task.dispose();
        worker.dispose();
        Green.sleep(Duration.ofSeconds(2));

        assertThat(log).containsExactly("went on");
    }

    @Test
    void aDisposedWorkerRefusesQuietly(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.dispose();

        assertThat(worker.schedule(() -> log.add("never")).isDisposed()).isTrue();
        settle();

        assertThat(log).isEmpty();
    }

    @Test
    void aClosedHubIsReported() {
        var hub = Hub.open("closed");
        var scheduler = HubScheduler.of(hub);
        hub.close();

        assertThat(scheduler.scheduleDirect(() -> log.add("never")).isDisposed()).isTrue();
        assertThat(scheduler.createWorker().schedule(() -> log.add("never")).isDisposed()).isTrue();

        assertThat(Undeliverable.take()).hasSize(2).allMatch(e -> e instanceof HubClosed);
        assertThat(log).isEmpty();
    }

    @Test
    void whatATaskThrowsIsReportedAndTheWorkerGoesOn(TestHub hub) {
        var error = new IllegalStateException("in the task");
        var worker = on(hub).createWorker();
        worker.schedule(() -> {
            throw error;
        });
        worker.schedule(() -> log.add("next"));
        settle();

        assertThat(log).containsExactly("next");
        assertThat(Undeliverable.take()).containsExactly(error);
    }

    @Test
    void theScheduleHookSeesEveryTask(TestHub hub) {
        RxJavaPlugins.setScheduleHandler(run ->
                () -> {
                    log.add("hook");
                    run.run();
                });
        var worker = on(hub).createWorker();
        worker.schedule(() -> log.add("worker"));
        worker.schedule(() -> log.add("delayed"), 1, TimeUnit.SECONDS);
        on(hub).scheduleDirect(() -> log.add("direct"), 2, TimeUnit.SECONDS);
        Green.sleep(Duration.ofSeconds(3));

        assertThat(log).containsExactly("hook", "worker", "hook", "delayed", "hook", "direct");
    }

    @Test
    void repeatsKeepTheirPace(TestHub hub) {
        var repeating =
                on(hub).schedulePeriodicallyDirect(
                                () -> log.add(hub.elapsed().toMillis()),
                                100,
                                250,
                                TimeUnit.MILLISECONDS);
        Green.sleep(Duration.ofSeconds(1));
        repeating.dispose();
        Green.sleep(Duration.ofSeconds(1));

        assertThat(log).containsExactly(100L, 350L, 600L, 850L);
    }

    // ---- under operators

    @Test
    void observeOnKeepsTheOrderFromAnotherThread(TestHub hub) {
        var source =
                Flowable.range(0, 20_000)
                        .subscribeOn(Schedulers.computation())
                        .observeOn(on(hub))
                        .doOnNext(item -> log.add(Green.current().hub() == hub.hub()));

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(source)))
                .hasSize(20_000)
                .isSorted();
        assertThat(log).doesNotContain(false);
    }

    @Test
    void anOperatorMayWait(TestHub hub) {
        var source =
                Flowable.just(1, 2, 3)
                        .observeOn(on(hub))
                        .map(item ->
                                Singles.await(
                                        Single.just(item).delay(1, TimeUnit.SECONDS, on(hub))));

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(source))).containsExactly(1, 2, 3);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void rxTimeAndGreenTimePassTogether(TestHub hub) {
        RxJavaPlugins.setComputationSchedulerHandler(real -> HubScheduler.of(hub.hub()));
        Green.spawn(() -> {
            Green.sleep(Duration.ofSeconds(90));
            log.add("slept");
        });
        var minutes =
                Flowable.interval(1, TimeUnit.MINUTES)
                        .take(3)
                        .doOnNext(tick -> log.add("tick " + tick));

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(minutes)))
                .containsExactly(0L, 1L, 2L);

        assertThat(log).containsExactly("tick 0", "slept", "tick 1", "tick 2");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aTimeoutOfRxJavaRunsOnVirtualTime(TestHub hub) {
        var late = Single.never().timeout(1, TimeUnit.HOURS, on(hub));

        assertThatThrownBy(() -> Singles.await(late)).isInstanceOf(TimeoutException.class);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void itsClockIsTheHubs(TestHub hub) {
        var scheduler = on(hub);
        long before = scheduler.now(TimeUnit.SECONDS);
        Green.sleep(Duration.ofHours(1));

        assertThat(scheduler.now(TimeUnit.SECONDS) - before).isEqualTo(3_600);
        assertThat(scheduler.createWorker().now(TimeUnit.SECONDS) - before).isEqualTo(3_600);
    }
}
