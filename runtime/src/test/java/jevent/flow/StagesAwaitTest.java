package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.BlockingSwitchOut;
import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Stages in straight-line code.
@GreenTest
class StagesAwaitTest {

    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final List<Object> log = new ArrayList<>();

    /// A stage that does not show its future.
    private static final class Shy extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> toCompletableFuture() {
            throw new UnsupportedOperationException("shy");
        }
    }

    // ---- values

    @Test
    void aReadyStageCostsNoTurn(TestHub hub) {
        Green.spawn(() -> log.add("other"));

        log.add(Stages.await(CompletableFuture.completedFuture("ready")));
        log.add(Stages.await(CompletableFuture.completedStage("stage")));
        log.add(awaitedReady(CompletableFuture.failedFuture(new IOException())).getClass());

        assertThat(log).containsExactly("ready", "stage", IOException.class);
        assertThat(hub.hub().stats().greenlets()).isOne();
        Green.yieldNow();
    }

    @Test
    void othersRunWhileItIsPending() {
        Green.spawn(() -> {
            log.add("other");
            future.complete("value");
        });

        log.add(Stages.await(future));

        assertThat(log).containsExactly("other", "value");
    }

    @Test
    void aThreadOfSomebodyElseCompletesIt() {
        var waiting = Green.spawn(() -> Stages.await(future.thenApply(value -> value + "!")));
        Green.yieldNow();

        Thread.ofPlatform().start(() -> future.complete("value"));

        assertThat(waiting.get()).isEqualTo("value!");
    }

    @Test
    void nullIsAValue() {
        CompletableFuture<@Nullable String> none = new CompletableFuture<>();
        var waiting = Green.spawn(() -> Stages.<@Nullable String>await(none) == null);
        Green.yieldNow();

        none.complete(null);

        assertThat(waiting.get()).isTrue();
        assertThat(Stages.<@Nullable String>await(none)).isNull();
    }

    @Test
    void aStageWithoutAFutureIsAwaited() {
        var shy = new Shy();
        var waiting = Green.spawn(() -> Stages.await(shy));
        Green.yieldNow();

        shy.complete("value");

        assertThat(waiting.get()).isEqualTo("value");
        assertThat(Stages.await(shy)).isEqualTo("value");
    }

    // ---- errors

    private static Throwable awaitedReady(CompletionStage<String> failed) {
        return catchThrowable(() -> Stages.await(failed));
    }

    private static Throwable awaitedPending(
            CompletionStage<String> pending, CompletableFuture<String> source, Throwable error) {
        var waiting = Green.spawn(() -> catchThrowable(() -> Stages.await(pending)));
        Green.yieldNow();
        source.completeExceptionally(error);
        return waiting.get();
    }

    @Test
    void anErrorIsTheVeryObjectWhetherReadyOrNot() {
        var error = new IOException("broken");
        List<Throwable> wrapped =
                List.of(
                        error,
                        new CompletionException(error),
                        new ExecutionException(error),
                        new CompletionException(new ExecutionException(error)));
        for (Throwable each : wrapped) {
            var direct = new CompletableFuture<String>();
            var source = new CompletableFuture<String>();
            var dependent = source.thenApply(value -> value);

            assertThat(awaitedPending(direct, direct, each)).as("%s", each).isSameAs(error);
            assertThat(awaitedPending(dependent, source, each)).as("%s", each).isSameAs(error);
            assertThat(awaitedReady(direct)).as("%s", each).isSameAs(error);
            assertThat(awaitedReady(dependent)).as("%s", each).isSameAs(error);
        }
        assertThat(error.getSuppressed()).isEmpty();
    }

    @Test
    void aCancelledStageThrowsItsCancellation() {
        var dependent = future.thenApply(value -> value);
        var pending = Green.spawn(() -> catchThrowable(() -> Stages.await(dependent)));
        Green.yieldNow();

        future.cancel(false);

        assertThat(pending.get()).isInstanceOf(CancellationException.class);
        assertThat(awaitedReady(future)).isInstanceOf(CancellationException.class);
        assertThat(awaitedReady(dependent)).isSameAs(pending.get());
    }

    // ---- kill and timeout

    @Test
    void aKillCancelsBeforeTheGreenletSeesIt() {
        var waiting =
                Green.spawn(() -> {
                    try {
                        Stages.await(future);
                    } catch (GreenletExit killed) {
                        log.add("cancelled " + future.isCancelled());
                        throw killed;
                    }
                });
        Green.yieldNow();

        waiting.kill();

        assertThat(log).containsExactly("cancelled true");
    }

    @Test
    void aTimeoutCancels(TestHub hub) {
        assertThatThrownBy(() -> Stages.await(future, Duration.ofSeconds(3)))
                .isInstanceOf(Timeout.class);

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(future.isCancelled()).isTrue();
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void inTimeTheLimitLeavesNothing(TestHub hub) {
        Green.spawn(() -> {
            Green.sleep(Duration.ofSeconds(2));
            future.complete("value");
        });

        assertThat(Stages.await(future, Duration.ofSeconds(3))).isEqualTo("value");
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void whoAwaitsACopyLeavesTheFutureToOthers() {
        var one = Green.spawn(() -> Stages.await(future.copy()));
        var two = Green.spawn(() -> Stages.toAsyncResult(future).get());
        var three = Green.spawn(() -> Stages.await(future.minimalCompletionStage()));
        Green.yieldNow();

        one.kill();
        two.kill();
        three.kill();

        assertThat(future.isDone()).isFalse();
    }

    @Test
    void aStageWithoutAFutureIsLeftAlone() {
        var shy = new Shy();
        var waiting = Green.spawn(() -> Stages.await(shy));
        Green.yieldNow();

        waiting.kill();

        assertThat(shy.isDone()).isFalse();
        assertThat(shy.complete("late")).isTrue();
    }

    /// A future that throws when somebody cancels it.
    private static final class Stubborn extends CompletableFuture<String> {

        private final RuntimeException broken;

        Stubborn(RuntimeException broken) {
            this.broken = broken;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            throw broken;
        }
    }

    @Test
    void theKillIsSeenThoughCancelThrowsWhichIsReported(TestHub hub) {
        var broken = new IllegalStateException("cannot cancel");
        var waiting = Green.spawn(() -> Stages.await(new Stubborn(broken)));
        Green.yieldNow();

        waiting.kill();
        Green.yieldNow();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void aFutureThatRefusesToBeCancelledIsLeftAlone() {
        var refusing = new Stubborn(new UnsupportedOperationException("refused"));
        var waiting = Green.spawn(() -> Stages.await(refusing));
        Green.yieldNow();

        waiting.kill();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(refusing.isDone()).isFalse();
    }

    @Test
    void anInterruptIsAKillThatCancelsAndKeepsTheFlag() {
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        Stages.await(future);
                    } finally {
                        log.add("interrupted " + Thread.interrupted());
                    }
                });

        waiting.join();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(future.isCancelled()).isTrue();
        assertThat(log).containsExactly("interrupted true");
    }

    @Test
    void whatIsReadyIsReturnedOrThrownInSpiteOfAnInterrupt() {
        var error = new IOException("broken");
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    log.add(Stages.await(CompletableFuture.completedFuture("ready")));
                    log.add(awaitedReady(CompletableFuture.failedFuture(error)));
                    log.add("interrupted " + Thread.interrupted());
                });

        waiting.get();

        assertThat(log).containsExactly("ready", error, "interrupted true");
    }

    @Test
    void aCallbackMustNotWaitAndTheStageIsCancelled() {
        var refused = new CompletableFuture<Throwable>();

        Hub.current().execute(() -> refused.complete(awaitedReady(future)));
        Green.sleep(1);

        assertThat(refused.getNow(new AssertionError())).isInstanceOf(BlockingSwitchOut.class);
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void othersRunWhileOneWaitsInsideAMonitor() {
        var monitor = new Object();
        var waiting =
                Green.spawn(() -> {
                    synchronized (monitor) {
                        return Stages.await(future);
                    }
                });
        Green.yieldNow();

        future.complete("value");

        assertThat(waiting.get()).isEqualTo("value");
    }

    @Test
    void aValueInTheVeryMomentOfTheLimitHasOneOutcome(TestHub hub) {
        Duration limit = Duration.ofSeconds(3);
        Green.spawnLater(limit, () -> future.complete("value"));

        Throwable outcome = catchThrowable(() -> log.add(Stages.await(future, limit)));

        Green.sleep(limit);
        if (outcome == null) {
            assertThat(log).containsExactly("value");
        } else {
            assertThat(outcome).isInstanceOf(Timeout.class);
            assertThat(log).isEmpty();
        }
        assertThat(future).isDone();
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void aTimeoutOfTheFutureIsAnErrorLikeAnyOther() {
        var late = future.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(awaitedReady(late)).isInstanceOf(TimeoutException.class);
    }

    // ---- as a result

    @Test
    void aResultIsSetWhenTheStageIs() {
        var error = new IOException("broken");
        var failing = new CompletableFuture<String>();
        var value = Stages.toAsyncResult(future.thenApply(item -> item + "!"));
        var failure = Stages.toAsyncResult(failing.thenApply(item -> item));

        future.complete("value");
        failing.completeExceptionally(error);

        assertThat(value.getNow()).isEqualTo("value!");
        assertThat(failure.outcome().failure()).isSameAs(error);
        assertThat(Stages.toAsyncResult(future).getNow()).isEqualTo("value");
    }
}
