package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Host;
import jevent.Hub;
import jevent.HubClosed;
import jevent.testing.GreenTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One task after the other, in their order, in one greenlet as long as there are any.
@GreenTest
class LaneTest {

    private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

    /// The hub of the code that is told.
    private final CompletableFuture<@Nullable Hub> missedOn = new CompletableFuture<>();

    private Duty task(Hub on, Runnable body) {
        return new Duty(on, body, body) {
            @Override
            protected void failed(Throwable error) {
                log.add(error);
            }

            @Override
            protected void missed(Runnable task, HubClosed error) {
                log.add("missed");
                missedOn.complete(Hub.currentOrNull());
            }
        };
    }

    private Duty task(Runnable body) {
        return task(Hub.current(), body);
    }

    private void add(Lane lane, Runnable body) {
        lane.add(task(body));
    }

    @Test
    void tasksRunInTheirOrderAlsoWhereTheyWait() {
        var lane = new Lane(Hub.current());
        add(
                lane,
                () -> {
                    log.add("a");
                    Green.sleep(1);
                    log.add("a has waited");
                });
        add(lane, () -> log.add("b"));
        assertThat(log).isEmpty();
        Green.sleep(2);

        assertThat(log).containsExactly("a", "a has waited", "b");
    }

    @Test
    void oneGreenletRunsWhatIsThere() {
        var lane = new Lane(Hub.current());
        for (int i = 0; i < 3; i++) {
            add(lane, () -> log.add(Green.current()));
        }
        Green.yieldNow();
        assertThat(log).hasSize(3).containsOnly(log.getFirst());
        add(lane, () -> log.add(Green.current()));
        Green.yieldNow();

        assertThat(log.getLast()).isNotSameAs(log.getFirst());
    }

    @Test
    void whatComesWhileItRunsLetsTheOthersHaveTheirTurns() {
        var lane = new Lane(Hub.current());
        add(
                lane,
                () -> {
                    log.add("first");
                    add(lane, () -> log.add("second"));
                    Green.spawn(() -> log.add("other"));
                });
        Green.sleep(1);

        assertThat(log).containsExactly("first", "other", "second");
    }

    @Test
    void aTaskThatThrowsTakesNoneAlong() {
        var lane = new Lane(Hub.current());
        var error = new IllegalStateException("as if");
        add(
                lane,
                () -> {
                    throw error;
                });
        add(lane, () -> log.add("next"));
        Green.yieldNow();

        assertThat(log).containsExactly(error, "next");
    }

    @Test
    void oneThatIsTakenBackIsPassedOver() {
        var lane = new Lane(Hub.current());
        Duty back = task(() -> log.add("taken back"));
        lane.add(back);
        add(lane, () -> log.add("next"));
        back.dispose();
        Green.yieldNow();

        assertThat(log).containsExactly("next");
    }

    @Test
    void itsEndTakesBackWhatHasNotBegunAndWhatComes() {
        var lane = new Lane(Hub.current());
        Duty before = task(() -> log.add("before"));
        Duty after = task(() -> log.add("after"));
        add(
                lane,
                () -> {
                    Green.sleep(1);
                    log.add("begun");
                });
        lane.add(before);
        Green.yieldNow();
        lane.dispose();
        lane.add(after);
        Green.sleep(2);

        assertThat(log).containsExactly("begun");
        assertThat(before.isDisposed()).isTrue();
        assertThat(after.isDisposed()).isTrue();
    }

    @Test
    void whatHasADelayStandsBehindThoseThatWereDueBefore() {
        var lane = new Lane(Hub.current());
        lane.add(task(() -> log.add("later")), Duration.ofSeconds(2).toNanos());
        lane.add(task(() -> log.add("sooner")), Duration.ofSeconds(1).toNanos());
        assertThat(lane.add(task(() -> log.add("now")), 0)).isTrue();
        Green.sleep(Duration.ofSeconds(3));

        assertThat(log).containsExactly("now", "sooner", "later");
    }

    @Test
    void itsEndTakesBackWhatHasADelayToo() {
        var lane = new Lane(Hub.current());
        Duty before = task(() -> log.add("before"));
        lane.add(before, Duration.ofDays(1).toNanos());
        assertThat(lane.isDisposed()).isFalse();
        lane.dispose();
        Duty after = task(() -> log.add("after"));
        assertThat(lane.add(after, Duration.ofDays(1).toNanos())).isFalse();
        Green.yieldNow(); // what is left then would be a greenlet left behind

        assertThat(log).isEmpty();
        assertThat(lane.isDisposed()).isTrue();
        assertThat(before.isDisposed()).isTrue();
        assertThat(after.isDisposed()).isTrue();
    }

    @Test
    void aClosedHubTakesNone() {
        Hub closed = Hub.open("closed");
        closed.close();
        Duty refused = task(closed, () -> log.add("ran"));

        assertThatThrownBy(() -> new Lane(closed).add(refused)).isInstanceOf(HubClosed.class);
        assertThat(log).isEmpty();
        assertThat(refused.isDisposed()).isFalse();
    }

    @Test
    @GreenTest(realTime = true)
    void whatIsThereWhenTheHubIsClosedIsRunAndSeesIt() {
        Hub closing = Hub.open("closing");
        var closingLane = new Lane(closing);
        closing.run(() -> {
            closingLane.add(task(closing, () -> Green.sleep(3_600)));
            closingLane.add(task(closing, () -> log.add("ran")));
            Green.yieldNow(); // the first waits
        });
        closing.close();

        assertThat(log).containsExactly("missed");
    }

    /// The host takes the hub's turn no more, so that its greenlets are killed before they begin.
    @Test
    @GreenTest(realTime = true)
    void soIsWhatHasAGreenletThatNeverBegins() throws Exception {
        var host = Executors.newSingleThreadScheduledExecutor();
        Hub hosted = Hub.host("hosted", Host.of(host));
        var hostedLane = new Lane(hosted);
        host.execute(() -> {
            hostedLane.add(task(hosted, () -> log.add("ran")));
            host.shutdownNow();
        });
        @Nullable Hub on =
                missedOn.get(20, TimeUnit.SECONDS); // first: a close would give them a grace
        hosted.close();

        assertThat(log).containsExactly("missed");
        assertThat(on).isIn(hosted, null); // and not one that nobody carries
    }
}
