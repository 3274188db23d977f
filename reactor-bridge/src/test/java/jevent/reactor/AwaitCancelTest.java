package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Mono;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Kill, timeout and interrupt of who awaits.
@GreenTest
class AwaitCancelTest {

    private static final Duration LIMIT = Duration.ofMillis(50);

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> order = new ArrayList<>();

    private <T> Greenlet<T> awaiting(Mono<T> mono) {
        Greenlet<T> waiting =
                Green.spawn(() -> {
                    try {
                        return Monos.await(mono);
                    } catch (Throwable e) {
                        order.add(e.getClass().getSimpleName());
                        throw e;
                    }
                });
        Green.yieldNow();
        return waiting;
    }

    @Test
    void aKillCancelsBeforeTheGreenletSeesIt() {
        var script = Script.<Integer>quiet().onCancel(() -> order.add("cancel"));
        var waiting = awaiting(script.mono());

        waiting.kill();

        assertThat(order).containsExactly("cancel", "GreenletExit");
        assertThat(script.log).containsExactly("request all", "cancel");
        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aTimeoutCancels(TestHub hub) {
        var probe = PublisherProbe.of(Mono.never());

        assertThatThrownBy(() -> Monos.await(probe.mono(), LIMIT)).isInstanceOf(Timeout.class);

        probe.assertWasCancelled();
        assertThat(hub.elapsed()).isEqualTo(LIMIT);
    }

    @Test
    void aTimeoutThatIsNotReachedChangesNothing() {
        Mono<String> quick = Mono.create(sink -> Green.spawn(() -> sink.success("in time")));

        assertThat(Monos.await(quick, LIMIT)).isEqualTo("in time");
        assertThat(Monos.await(Mono.just("ready"), LIMIT)).isEqualTo("ready");
    }

    @Test
    void aLateSubscriptionIsCancelledAndNeverAsked() {
        var script = Script.<Integer>of(it -> {});
        awaiting(script.mono()).kill();

        script.to().onSubscribe(script);

        assertThat(script.log).containsExactly("cancel");
    }

    @Test
    void anErrorAfterTheKillIsDroppedOnce() {
        var late = new IOException("late");
        var script = Script.<Integer>quiet();
        awaiting(script.mono()).kill();

        script.to().onError(late);

        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void anErrorFromInsideTheCancelIsDropped() {
        var late = new IOException("cancelled");
        var script = Script.<Integer>quiet();
        script.onCancel(() -> script.to().onError(late));

        awaiting(script.mono()).kill();

        assertThat(order).containsExactly("GreenletExit");
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void aValueAfterTheKillIsDiscarded() {
        List<Object> discarded = new ArrayList<>();
        var script = Script.<String>quiet();
        var inner =
                Green.spawn(() ->
                        GreenletContext.call(
                                Discards.into(discarded), () -> Monos.await(script.mono())));
        Green.yieldNow();
        inner.kill();

        script.to().onNext("buffer");
        script.to().onComplete();

        assertThat(discarded).containsExactly("buffer");
    }

    @Test
    void aValueBeforeTheKillIsDiscarded() {
        List<Object> discarded = new ArrayList<>();
        var script = Script.<String>quiet();
        var inner =
                Green.spawn(() ->
                        GreenletContext.call(
                                Discards.into(discarded), () -> Monos.await(script.mono())));
        Green.yieldNow();
        script.to().onNext("buffer");

        inner.kill();

        assertThat(discarded).containsExactly("buffer");
        assertThat(script.log).containsExactly("request all", "cancel");
    }

    @Test
    void aCancelThatThrowsIsDroppedAndTheKillSeen() {
        var broken = new IllegalStateException("cancel");
        var script = Script.<Integer>quiet().onCancel(() -> AwaitTest.sneak(broken));

        awaiting(script.mono()).kill();

        assertThat(order).containsExactly("GreenletExit");
        assertThat(dropped.takeErrors()).containsExactly(broken);
    }

    @Test
    void anInterruptedThreadGetsWhatIsReady() {
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    Integer got = Monos.await(Mono.just(1).hide());
                    return got + (Thread.interrupted() ? 10 : 0);
                });

        assertThat(waiting.get()).isEqualTo(11);
    }

    @Test
    void anInterruptIsAKillAndKeepsTheFlag() {
        var script = Script.<Integer>quiet();
        var thread = new Thread[1];
        var waiting =
                Green.spawn(() -> {
                    thread[0] = Thread.currentThread();
                    try {
                        Monos.await(script.mono());
                    } finally {
                        order.add("interrupted " + Thread.interrupted());
                    }
                });
        Green.yieldNow();

        thread[0].interrupt();
        waiting.join();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(order).containsExactly("interrupted true");
        assertThat(script.log).containsExactly("request all", "cancel");
    }

    @Test
    void afterAnInterruptTheNextAwaitWorks() {
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> Monos.await(Mono.never()))
                            .isInstanceOf(GreenletExit.class);
                    assertThat(Thread.interrupted()).isTrue();
                    return Monos.await(Mono.create(s -> Green.spawn(() -> s.success("next"))));
                });

        assertThat(waiting.get()).isEqualTo("next");
    }

    @Test
    void aValueInTheTurnOfTheTimeoutHasOneOutcome() {
        List<Object> discarded = new ArrayList<>();
        Mono<String> late =
                Mono.<String>create(sink ->
                                Green.spawnLater(LIMIT.plusMillis(1), () -> sink.success("late")))
                        .contextWrite(Discards.into(discarded));

        assertThatThrownBy(() -> Monos.await(late, LIMIT)).isInstanceOf(Timeout.class);
        Green.sleep(LIMIT);

        assertThat(discarded).containsExactly("late");
    }

    @Test
    void aValueInTheVeryMomentOfTheLimitIsReturnedOrDiscarded(TestHub hub) {
        for (boolean valueFirst : new boolean[] {true, false}) {
            List<Object> seen = new ArrayList<>();
            var script = Script.<String>quiet();
            Runnable answer =
                    () -> {
                        script.to().onNext("value");
                        script.to().onComplete();
                    };
            if (valueFirst) {
                Green.spawnLater(LIMIT, answer);
            }
            var waiting =
                    Green.spawn(() ->
                            GreenletContext.call(
                                    Discards.into(seen), () -> Monos.await(script.mono(), LIMIT)));
            waiting.rawLink(() -> {});
            Green.yieldNow();
            if (!valueFirst) {
                Green.spawnLater(LIMIT, answer);
            }

            waiting.join();
            Green.sleep(LIMIT);

            if (waiting.isSuccessful()) {
                seen.add(waiting.get());
            } else {
                assertThat(waiting.failure()).isInstanceOf(Timeout.class);
                assertThat(script.log).endsWith("cancel");
            }
            assertThat(seen).containsExactly("value");
            assertThat(hub.hub().stats().timers()).isZero();
        }
    }

    @Test
    void aKillAfterTheAnswerDoesNotCancel() {
        var script = Script.<Integer>quiet();
        var waiting = awaiting(script.mono());

        script.to().onNext(1);
        script.to().onComplete();
        waiting.kill();

        assertThat(script.log).containsExactly("request all");
    }

    @Test
    void aSecondAwaitInTheFinallyWorks() {
        var waiting =
                Green.spawn(() -> {
                    try {
                        Monos.await(Mono.never());
                    } finally {
                        order.add(Monos.await(Mono.create(s -> Green.spawn(() -> s.success("x")))));
                    }
                });
        Green.yieldNow();

        waiting.kill();

        assertThat(order).containsExactly("x");
    }
}
