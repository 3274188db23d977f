package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What RxJava asks of all schedulers.
@GreenTest
@ExtendWith(Undeliverable.class)
class HubSchedulerRulesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Object> log = new ArrayList<>();

    @Test
    void aTaskIsNotDisposedWhileItRunsAndIsWhenItIsOver(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());
        var tasks =
                List.of(
                        scheduler.scheduleDirect(() -> Green.sleep(SECOND)),
                        scheduler.createWorker().schedule(() -> Green.sleep(SECOND)));
        assertThat(tasks).noneMatch(Disposable::isDisposed);

        Green.sleep(SECOND.dividedBy(2));
        assertThat(tasks).noneMatch(Disposable::isDisposed);

        Green.sleep(SECOND);
        assertThat(tasks).allMatch(Disposable::isDisposed);
    }

    @Test
    void whatAWorkersEndTakesBackIsDisposed(TestHub hub) {
        var worker = HubScheduler.of(hub.hub()).createWorker();
        var tasks =
                List.of(
                        worker.schedule(() -> log.add("never")),
                        worker.schedule(() -> log.add("never"), 1, TimeUnit.SECONDS));

        worker.dispose();

        assertThat(tasks).allMatch(Disposable::isDisposed);
        Green.sleep(SECOND.multipliedBy(2));
        assertThat(log).isEmpty();
    }

    @Test
    void aTaskShowsWhatItRunsUntilItIsOver(TestHub hub) {
        Runnable body = () -> Green.sleep(SECOND);
        var scheduler = HubScheduler.of(hub.hub());
        var tasks =
                List.of(
                        scheduler.scheduleDirect(body),
                        scheduler.scheduleDirect(body, 1, TimeUnit.MILLISECONDS),
                        scheduler.createWorker().schedule(body),
                        scheduler.schedulePeriodicallyDirect(body, 1, 9, TimeUnit.SECONDS));

        assertThat(tasks.stream().map(HubSchedulerRulesTest::wrapped)).containsOnly(body);
        Green.sleep(SECOND.dividedBy(2));
        assertThat(tasks.stream().map(HubSchedulerRulesTest::wrapped)).containsOnly(body);

        Green.sleep(SECOND.multipliedBy(3));
        assertThat(wrapped(tasks.getFirst())).isNotSameAs(body);
        tasks.forEach(Disposable::dispose);
    }

    private static Runnable wrapped(Disposable task) {
        return ((SchedulerRunnableIntrospection) task).getWrappedRunnable();
    }

    @Test
    void theScheduleHookDecoratesWhatIsScheduledDirectly(TestHub hub) {
        RxJavaPlugins.setScheduleHandler(task ->
                () -> {
                    log.add("hook");
                    task.run();
                });
        var scheduler = HubScheduler.of(hub.hub());

        scheduler.scheduleDirect(() -> log.add("now"));
        scheduler.scheduleDirect(() -> log.add("later"), 1, TimeUnit.SECONDS);
        Green.sleep(SECOND.multipliedBy(2));

        assertThat(log).containsExactly("hook", "now", "hook", "later");
    }

    @Test
    @SuppressWarnings("NullAway") // that is what it is about
    void noTaskIsNull(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());

        assertThatNullPointerException().isThrownBy(() -> scheduler.scheduleDirect(null));
        assertThatNullPointerException()
                .isThrownBy(() -> scheduler.scheduleDirect(null, 1, TimeUnit.SECONDS));
    }

    @Test
    void aPeriodOfZeroRunsUntilItIsDisposedOf(TestHub hub) {
        var worker = HubScheduler.of(hub.hub()).createWorker();
        worker.schedulePeriodically(
                () -> {
                    log.add("run");
                    if (log.size() == 10) {
                        worker.dispose();
                    }
                },
                0,
                0,
                TimeUnit.MILLISECONDS);

        Green.sleep(SECOND);

        assertThat(log).hasSize(10);
    }
}
