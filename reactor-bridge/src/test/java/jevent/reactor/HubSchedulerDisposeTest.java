package jevent.reactor;

import static jevent.reactor.HubSchedulerTest.on;
import static jevent.reactor.HubSchedulerTest.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Hub;
import jevent.HubClosed;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// What is taken back, what is refused, and that nothing is left of it.
@GreenTest
class HubSchedulerDisposeTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new ArrayList<>();

    private void never() {
        log.add("never");
    }

    @Test
    void aDisposedWorkerRunsNothingThatHasNotBegun(TestHub hub) {
        var worker = on(hub).createWorker();
        var other = on(hub).createWorker();
        for (int i = 0; i < 1_000; i++) {
            worker.schedule(this::never, i % 2, TimeUnit.SECONDS);
        }
        other.schedule(() -> log.add("other"));

        worker.dispose();
        Green.sleep(Duration.ofSeconds(2));

        assertThat(worker.isDisposed()).isTrue();
        assertThat(log).containsExactly("other");
    }

    @Test
    void disposalLeavesNoTimerAndNothingListed(TestHub hub) {
        var scheduler = on(hub);
        var worker = scheduler.createWorker();
        List<Disposable> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(worker.schedule(this::never, 1, TimeUnit.HOURS));
            tasks.add(scheduler.schedule(this::never, 1, TimeUnit.HOURS));
            tasks.add(worker.schedulePeriodically(this::never, 1, 1, TimeUnit.HOURS));
            tasks.add(scheduler.schedulePeriodically(this::never, 1, 1, TimeUnit.HOURS));
        }
        assertThat(hub.hub().stats().timers()).isGreaterThanOrEqualTo(400);
        assertThat(scheduler).hasToString("HubScheduler [hub test, 201 outstanding]");

        tasks.forEach(Disposable::dispose);
        worker.dispose();
        settle();

        assertThat(hub.hub().stats().timers()).isZero();
        assertThat(scheduler).hasToString("HubScheduler [hub test, 0 outstanding]");
        assertThat(tasks).allMatch(Disposable::isDisposed);
        assertThat(log).isEmpty();
    }

    @Test
    void whatHasRunIsNotListedAnyMore(TestHub hub) {
        var scheduler = on(hub);
        for (int i = 0; i < 100; i++) {
            scheduler.schedule(() -> log.add("ran"), i % 3, TimeUnit.SECONDS);
        }
        Green.sleep(Duration.ofSeconds(3));

        assertThat(log).hasSize(100);
        assertThat(scheduler).hasToString("HubScheduler [hub test, 0 outstanding]");
    }

    @Test
    void disposingOfTheSchedulerDisposesOfAllThatItHasAndOfNothingElse(TestHub hub) {
        var scheduler = on(hub);
        var worker = scheduler.createWorker();
        worker.schedule(this::never);
        worker.schedule(this::never, 1, TimeUnit.SECONDS);
        scheduler.schedule(this::never);
        scheduler.schedule(this::never, 1, TimeUnit.SECONDS);
        scheduler.schedulePeriodically(this::never, 1, 1, TimeUnit.SECONDS);
        on(hub).schedule(() -> log.add("another's"), 1, TimeUnit.SECONDS);

        scheduler.dispose();
        settle();

        assertThat(hub.hub().stats().timers()).isOne();
        assertThat(scheduler.isDisposed()).isTrue();
        assertThat(worker.isDisposed()).isTrue();
        Green.sleep(Duration.ofSeconds(3));
        assertThat(log).containsExactly("another's");
        assertThat(hub.hub().isClosed()).isFalse();
    }

    @Test
    void whatRunsGoesOnWhenItsWorkerIsDisposed(TestHub hub) {
        var worker = on(hub).createWorker();
        var task =
                worker.schedule(() -> {
                    Green.sleep(Duration.ofSeconds(1));
                    log.add("went on");
                });
        worker.schedule(this::never);
        settle();

        task.dispose();
        worker.dispose();
        Green.sleep(Duration.ofSeconds(2));

        assertThat(log).containsExactly("went on");
    }

    @Test
    void aRepeatMayDisposeOfItself(TestHub hub) {
        var scheduler = on(hub);
        var handle = new Disposable[1];
        handle[0] =
                scheduler.schedulePeriodically(
                        () -> {
                            log.add("run");
                            handle[0].dispose();
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
        Green.sleep(Duration.ofSeconds(5));

        assertThat(log).containsExactly("run");
        assertThat(hub.hub().stats().timers()).isZero();
    }

    // ---- refusals

    @Test
    void aDisposedWorkerRefuses(TestHub hub) {
        var worker = on(hub).createWorker();
        worker.dispose();

        assertRefuses(worker);
        settle();
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void aDisposedSchedulerRefuses(TestHub hub) {
        var scheduler = on(hub);
        var worker = scheduler.createWorker();
        scheduler.dispose();

        assertRefuses(scheduler);
        assertRefuses(worker);
        assertRefuses(scheduler.createWorker());
        settle();
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void aClosedHubRefuses() {
        var hub = Hub.open("closed");
        var scheduler = HubScheduler.of(hub);
        hub.close();

        assertRefuses(scheduler);
        assertRefuses(scheduler.createWorker());
        assertThatThrownBy(() -> scheduler.schedule(this::never))
                .hasCauseInstanceOf(HubClosed.class);
        assertThat(scheduler.isDisposed()).isFalse();
        assertThat(scheduler).hasToString("HubScheduler [hub closed [closed], 0 outstanding]");
    }

    private void assertRefuses(Scheduler scheduler) {
        assertRefused(() -> scheduler.schedule(this::never));
        assertRefused(() -> scheduler.schedule(this::never, 1, TimeUnit.SECONDS));
        assertRefused(() -> scheduler.schedulePeriodically(this::never, 1, 1, TimeUnit.SECONDS));
    }

    private void assertRefuses(Scheduler.Worker worker) {
        assertRefused(() -> worker.schedule(this::never));
        assertRefused(() -> worker.schedule(this::never, 1, TimeUnit.SECONDS));
        assertRefused(() -> worker.schedulePeriodically(this::never, 1, 1, TimeUnit.SECONDS));
        assertThat(worker.isDisposed()).isTrue();
    }

    private void assertRefused(Runnable scheduling) {
        assertThatThrownBy(scheduling::run).isInstanceOf(RejectedExecutionException.class);
        assertThat(log).isEmpty();
    }

    @Test
    void aHubThatClosesEndsWhatWaitsForItsTime() {
        var hub = Hub.open("closing");
        var scheduler = HubScheduler.of(hub);
        scheduler.schedule(this::never, 1, TimeUnit.HOURS);
        scheduler.createWorker().schedule(this::never, 1, TimeUnit.HOURS);
        scheduler.schedulePeriodically(this::never, 1, 1, TimeUnit.HOURS);
        assertThat(hub.<Integer>run(() -> hub.stats().timers())).isGreaterThanOrEqualTo(3);

        hub.close(Duration.ZERO);

        assertThat(hub.stats().timers()).isZero();
        assertThat(log).isEmpty();
    }

    @Test
    void aClosingHubLetsARepeatEndQuietly() {
        var hub = Hub.open("closing");
        var began = AsyncResult.<Boolean>promise();
        HubScheduler.of(hub)
                .schedulePeriodically(
                        () -> {
                            boolean ignored = began.trySet(true);
                            Green.sleep(Duration.ofMillis(5));
                        },
                        0,
                        0,
                        TimeUnit.SECONDS);
        began.get();

        hub.close(Duration.ofSeconds(5));

        assertThat(hub.stats().greenlets()).isZero();
    }
}
