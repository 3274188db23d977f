package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.Disposable;
import reactor.core.Exceptions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// What Reactor asks of all schedulers.
@GreenTest
class HubSchedulerRulesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new ArrayList<>();

    // ---- tasks

    @Test
    void aTaskIsNotDisposedWhileItRunsAndIsWhenItIsOver(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());
        var tasks =
                List.of(
                        scheduler.schedule(() -> Green.sleep(SECOND)),
                        scheduler.createWorker().schedule(() -> Green.sleep(SECOND)));
        assertThat(tasks).noneMatch(Disposable::isDisposed);

        Green.sleep(SECOND.dividedBy(2));
        assertThat(tasks).noneMatch(Disposable::isDisposed);

        Green.sleep(SECOND);
        assertThat(tasks).allMatch(Disposable::isDisposed);
    }

    @Test
    void aTaskThatIsDisposedOfWhileItRunsIsDisposed(TestHub hub) {
        var task = HubScheduler.of(hub.hub()).schedule(() -> Green.sleep(SECOND));
        Green.sleep(1);

        task.dispose();

        assertThat(task.isDisposed()).isTrue();
        Green.sleep(SECOND);
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
    }

    @Test
    void whatASchedulersEndTakesBackIsDisposed(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());
        var worker = scheduler.createWorker();
        var tasks =
                List.of(
                        scheduler.schedule(() -> log.add("never")),
                        scheduler.schedule(() -> log.add("never"), 1, TimeUnit.SECONDS),
                        worker.schedule(() -> log.add("never")),
                        worker.schedule(() -> log.add("never"), 1, TimeUnit.SECONDS));

        scheduler.dispose();

        assertThat(tasks).allMatch(Disposable::isDisposed);
        Green.sleep(SECOND.multipliedBy(2));
        assertThat(log).isEmpty();
    }

    @Test
    void aDisposedWorkerRefusesWithReactorsOwnRefusal(TestHub hub) {
        var worker = HubScheduler.of(hub.hub()).createWorker();
        worker.dispose();

        assertThatThrownBy(() -> worker.schedule(() -> {})).isSameAs(Exceptions.failWithRejected());
    }

    // ---- the scheduler's life

    @Test
    void itMayBeInitialisedAgainAndAgainUntilItIsDisposed(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());
        scheduler.init();
        scheduler.init();
        assertThat(scheduler.isDisposed()).isFalse();

        scheduler.dispose();

        assertThatIllegalStateException()
                .isThrownBy(scheduler::init)
                .withMessageContaining("cannot begin again");
    }

    @Test
    void itIsNotInitialisedAfterAGracefulEnd(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());

        Monos.await(scheduler.disposeGracefully());

        assertThat(scheduler.isDisposed()).isTrue();
        assertThatIllegalStateException().isThrownBy(scheduler::init);
    }

    @Test
    void aGracefulEndWaitsForAllThatWasAcceptedAndRefusesTheRest(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());
        var worker = scheduler.createWorker();
        scheduler.schedule(() -> sleep("direct", 1));
        worker.schedule(() -> sleep("worker", 1));
        worker.schedule(() -> sleep("behind", 1));
        scheduler.schedule(() -> sleep("delayed", 1), 3, TimeUnit.SECONDS);
        var repeat =
                scheduler.schedulePeriodically(() -> log.add("repeat"), 2, 9, TimeUnit.SECONDS);
        var end = scheduler.disposeGracefully();
        assertThat(scheduler.isDisposed()).as("before it is subscribed to").isFalse();

        Monos.await(end);

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(log).containsExactly("direct", "worker", "repeat", "behind", "delayed");
        assertThat(repeat.isDisposed()).isTrue();
        assertThatThrownBy(() -> scheduler.schedule(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> worker.schedule(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private void sleep(String name, int seconds) {
        Green.sleep(Duration.ofSeconds(seconds));
        log.add(name);
    }

    @Test
    void everyGracefulEndIsTheSameAndAnImpatientOneTakesBackWhatHasNotBegun(TestHub hub) {
        var scheduler = HubScheduler.of(hub.hub());
        scheduler.schedule(() -> sleep("ran", 5));
        scheduler.schedule(() -> log.add("never"), 1, TimeUnit.HOURS);
        var one = Monos.toAsyncResult(scheduler.disposeGracefully());
        var other = Monos.toAsyncResult(scheduler.disposeGracefully());
        Green.sleep(SECOND);
        assertThat(one.isReady() || other.isReady()).isFalse();

        scheduler.dispose();
        one.get();
        other.get();

        assertThat(log).containsExactly("ran");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }
}
