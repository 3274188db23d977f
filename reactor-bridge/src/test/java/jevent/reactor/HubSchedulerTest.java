package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a hub does with the tasks of Reactor: where, in which order, when.
@GreenTest
class HubSchedulerTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new ArrayList<>();

    static Scheduler on(TestHub hub) {
        return HubScheduler.of(hub.hub());
    }

    static void settle() {
        Green.sleep(1);
    }

    @Test
    void aTaskRunsInAGreenletOfTheHub(TestHub hub) {
        on(hub).schedule(() -> log.add(Green.current().hub()));
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
    void differentWorkersTakeTurns(TestHub hub) {
        var scheduler = on(hub);
        for (String name : List.of("one", "other")) {
            scheduler
                    .createWorker()
                    .schedule(() -> {
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

    // ---- time

    @Test
    void delaysAreTheHubsTimers(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedule(() -> log.add(hub.elapsed()), 3, TimeUnit.SECONDS);
        worker.schedule(() -> log.add(hub.elapsed()), 1, TimeUnit.SECONDS);
        on(hub).schedule(() -> log.add(hub.elapsed()), 2, TimeUnit.SECONDS);
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

        assertThat(log).isEqualTo(List.copyOf(IterateTest.upTo(100)));
    }

    @Test
    void zeroAndNegativeDelaysAreSoon(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedule(() -> log.add(1), 0, TimeUnit.SECONDS);
        worker.schedule(() -> log.add(2), -5, TimeUnit.SECONDS);
        on(hub).schedule(() -> log.add(3), -5, TimeUnit.SECONDS);
        settle();

        assertThat(log).containsExactlyInAnyOrder(1, 2, 3).containsSubsequence(1, 2);
    }

    @Test
    void repeatsKeepTheirPaceAlsoWhereTheyWait(TestHub hub) {
        Runnable slow =
                () -> {
                    log.add(hub.elapsed().toMillis());
                    Green.sleep(Duration.ofMillis(100));
                };
        var direct = on(hub).schedulePeriodically(slow, 100, 250, TimeUnit.MILLISECONDS);
        Green.sleep(Duration.ofSeconds(1));
        direct.dispose();

        var worker = on(hub).createWorker();
        var repeating = worker.schedulePeriodically(slow, 100, 250, TimeUnit.MILLISECONDS);
        Green.sleep(Duration.ofSeconds(1));
        repeating.dispose();
        Green.sleep(Duration.ofSeconds(1));

        assertThat(log).containsExactly(100L, 350L, 600L, 850L, 1100L, 1350L, 1600L, 1850L);
    }

    @Test
    void aLateRepeatCatchesUp(TestHub hub) {
        var repeating =
                on(hub).schedulePeriodically(
                                () -> {
                                    log.add(hub.elapsed().toMillis());
                                    Green.sleep(Duration.ofMillis(log.size() == 1 ? 250 : 0));
                                },
                                0,
                                100,
                                TimeUnit.MILLISECONDS);
        Green.sleep(Duration.ofMillis(450));
        repeating.dispose();

        assertThat(log).containsExactly(0L, 250L, 250L, 300L, 400L);
    }

    @Test
    void oneWithoutAPeriodRunsAgainAtOnceAndLeavesOthersTheirTurns(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedulePeriodically(() -> log.add(1), 0, 0, TimeUnit.SECONDS);
        Green.sleep(0);
        Green.sleep(0);
        Green.sleep(0);
        worker.dispose();
        int runs = log.size();
        settle();

        assertThat(runs).isGreaterThan(1);
        assertThat(log).hasSize(runs);
    }

    @Test
    void itsClockIsTheHubs(TestHub hub) {
        var scheduler = on(hub);
        long before = scheduler.now(TimeUnit.SECONDS);
        Green.sleep(Duration.ofHours(1));

        assertThat(scheduler.now(TimeUnit.SECONDS) - before).isEqualTo(3_600);
        assertThat(before).isCloseTo(on(hub).now(TimeUnit.SECONDS), offset(60));
    }

    private static org.assertj.core.data.Offset<Long> offset(long seconds) {
        return org.assertj.core.data.Offset.offset(seconds);
    }

    // ---- hooks

    @Test
    void theScheduleHookSeesEveryTaskOnce(TestHub hub) {
        Schedulers.onScheduleHook(
                "test",
                task ->
                        () -> {
                            log.add("hook");
                            task.run();
                        });
        try {
            var worker = on(hub).createWorker();
            worker.schedule(() -> log.add("worker"));
            worker.schedule(() -> log.add("delayed"), 1, TimeUnit.SECONDS);
            on(hub).schedule(() -> log.add("direct"), 2, TimeUnit.SECONDS);
            worker.schedulePeriodically(() -> log.add("repeat"), 3, 1, TimeUnit.SECONDS);
            Green.sleep(Duration.ofMillis(4_500));
            worker.dispose();
        } finally {
            Schedulers.resetOnScheduleHook("test");
        }

        assertThat(log)
                .containsExactly(
                        "hook", "worker", "hook", "delayed", "hook", "direct", "hook", "repeat",
                        "hook", "repeat");
    }

    /// What `Schedulers.onHandleError` is told.
    private void handle(Consumer<Throwable> handler) {
        Schedulers.onHandleError("test", (thread, error) -> handler.accept(error));
    }

    @AfterEach
    void resetHandler() {
        Schedulers.resetOnHandleError("test");
    }

    @Test
    void whatATaskThrowsTheSchedulersHookIsToldAndTheWorkerGoesOn(TestHub hub) {
        handle(log::add);
        var error = new IllegalStateException("in the task");
        var worker = on(hub).createWorker();
        worker.schedule(() -> {
            throw error;
        });
        worker.schedule(() -> log.add("next"));
        settle();

        assertThat(log).containsExactly(error, "next");
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @Test
    void whatTheHookThrowsInTurnTheHubIsTold(TestHub hub) {
        var broken = new IllegalStateException("the hook");
        handle(error -> {
            throw broken;
        });
        var worker = on(hub).createWorker();
        worker.schedule(() -> {
            throw new IllegalStateException("in the task");
        });
        worker.schedule(() -> log.add("next"));
        settle();

        assertThat(log).containsExactly("next");
        assertThat(hub.takeFailures()).contains(broken);
    }

    @Test
    void aRepeatThatThrowsEnds(TestHub hub) {
        var error = new IllegalStateException("the third time");
        var told = new ArrayList<Throwable>();
        handle(told::add);
        var repeating =
                on(hub).schedulePeriodically(
                                () -> {
                                    log.add("run");
                                    if (log.size() == 3) {
                                        throw error;
                                    }
                                },
                                1,
                                1,
                                TimeUnit.SECONDS);
        Green.sleep(Duration.ofSeconds(10));

        assertThat(log).hasSize(3);
        assertThat(repeating.isDisposed()).isTrue();
        assertThat(told).containsExactly(error);
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @Test
    void aTaskThatIsKilledIsNoErrorAndTheNextOneRuns(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.schedule(() -> {
            Green.current().killLater();
            Green.sleep(Duration.ofSeconds(1));
            log.add("never");
        });
        worker.schedule(() -> log.add("next"));
        settle();

        assertThat(log).containsExactly("next");
    }
}
