package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// It is run, taken back or missed: one of these, once.
@GreenTest
class DutyTest {

    private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

    private Noted duty() {
        return noted(() -> log.add("ran"));
    }

    private Noted noted(Runnable body) {
        return new Noted(Hub.current(), log, body);
    }

    @Test
    void itRunsOnce() {
        Noted duty = duty();
        duty.run();
        duty.run();
        duty.dispose();

        assertThat(log).containsExactly("ran", "over");
    }

    @Test
    void oneThatIsTakenBackNeverRuns() {
        Noted duty = duty();
        duty.dispose();
        duty.dispose();
        duty.run();

        assertThat(log).containsExactly("over");
    }

    @Test
    void itIsDisposedWhenItIsOverAndNotWhileItJustRuns() {
        var running = new ArrayList<Noted>();
        Noted looking = noted(() -> log.add(running.getFirst().isDisposed()));
        running.add(looking);
        assertThat(looking.isDisposed()).isFalse();
        looking.run();

        assertThat(log).containsExactly(false, "over");
        assertThat(looking.isDisposed()).isTrue();
    }

    @Test
    void oneThatRunsIsLeftAlone() {
        var running = new ArrayList<Noted>();
        Noted left =
                noted(() -> {
                    running.getFirst().dispose();
                    Green.sleep(1);
                    log.add(running.getFirst().isDisposed());
                });
        running.add(left);
        left.run();

        assertThat(log).containsExactly(true, "over");
    }

    @Test
    void whatItThrowsIsToldBeforeItIsOver() {
        var error = new IllegalStateException("as if");
        noted(
                        () -> {
                            throw error;
                        })
                .run();

        assertThat(log).containsExactly(error, "over");
    }

    @Test
    void aKillIsNoFailure() {
        noted(
                        () -> {
                            throw new GreenletExit();
                        })
                .run();

        assertThat(log).containsExactly("over");
    }

    @Test
    void nothingIsRetainedWhenItIsOver() {
        Noted duty = duty();
        assertThat(duty.body()).isNotNull();
        duty.run();
        assertThat(duty.body()).isNull();
        Noted disposed = noted(() -> {});
        disposed.dispose();
        assertThat(disposed.body()).isNull();
    }

    // ---- in its time

    @Test
    void itRunsWhenItsTimeHasCome(TestHub hub) {
        Noted duty = duty();
        duty.start(
                Duration.ofSeconds(3).toNanos(),
                () -> {
                    log.add(hub.elapsed());
                    duty.run();
                });
        Green.sleep(Duration.ofSeconds(5));

        assertThat(log).containsExactly(Duration.ofSeconds(3), "ran", "over");
    }

    @Test
    void withoutADelayItRunsInAGreenletOfItsOwn() {
        Noted duty = duty();
        duty.start(0, duty);
        assertThat(log).isEmpty();
        Green.yieldNow();

        assertThat(log).containsExactly("ran", "over");
    }

    /// A timer that was left would be a greenlet left behind.
    @Test
    void oneThatIsTakenBackLeavesNoTimer() {
        Noted duty = duty();
        duty.start(Duration.ofDays(1).toNanos(), duty);
        duty.dispose();
        Green.yieldNow();

        assertThat(log).containsExactly("over");
        assertThat(Hub.current().dump()).doesNotContain("sleep");
    }

    @Test
    void oneThatIsTakenBackBeforeItStartsLeavesNoneEither() {
        Noted duty = duty();
        duty.dispose();
        duty.start(Duration.ofDays(1).toNanos(), duty);
        Green.yieldNow();

        assertThat(log).containsExactly("over");
    }

    // ---- the hub is closed

    @Test
    void onAClosedHubItIsMissed() {
        Hub closed = Hub.open("closed");
        closed.close();
        var missed = new Noted(closed, log, () -> log.add("ran"));
        missed.run();

        assertThat(log).containsExactly("missed", "over");
        assertThat(missed.isDisposed()).isTrue();
    }

    @Test
    void aClosedHubStartsNone() {
        Hub closed = Hub.open("closed");
        closed.close();
        var refused = new Noted(closed, log, () -> log.add("ran"));

        assertThatThrownBy(() -> refused.start(0, refused)).isInstanceOf(HubClosed.class);
        assertThat(log).isEmpty(); // whoever has started it knows
    }

    @Test
    @GreenTest(realTime = true)
    void oneThatWaitsForItsTimeIsMissedWhenItsHubIsClosed() throws InterruptedException {
        var told = new CountDownLatch(1);
        Runnable original = () -> {};
        Hub closing = Hub.open("closing");
        var waiting =
                new Duty(closing, () -> log.add("ran"), original) {
                    @Override
                    protected void failed(Throwable error) {}

                    @Override
                    protected void missed(Runnable task, HubClosed error) {
                        log.add(task);
                        log.add(error);
                        told.countDown();
                    }
                };
        closing.run(() -> waiting.start(Duration.ofDays(1).toNanos(), waiting));
        closing.close();
        told.await();

        assertThat(log).hasSize(2).first().isSameAs(original);
        assertThat(log.getLast()).isInstanceOf(HubClosed.class);
        assertThat(waiting.isDisposed()).isTrue();
    }

    @Test
    void oneThatIsRefusedIsMissedUnlessItHasBegun() {
        Noted duty = duty();
        duty.refuse(new HubClosed("as if"));
        duty.refuse(new HubClosed("as if"));
        duty.run();
        assertThat(log).containsExactly("missed", "over");

        log.clear();
        var running = new ArrayList<Noted>();
        Noted begun = noted(() -> running.getFirst().refuse(new HubClosed("as if")));
        running.add(begun);
        begun.run();
        assertThat(log).containsExactly("over");
    }
}
