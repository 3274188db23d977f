package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/// Greenlets and results as futures.
@GreenTest
class StagesFromTest {

    private final List<Object> log = new ArrayList<>();

    private void sleepForEver() {
        try {
            Green.sleep(Duration.ofHours(1));
        } finally {
            log.add("cleaned up");
        }
    }

    /// Runs it as a greenlet of the test's hub would.
    private static <T> T inGreenlet(Callable<T> body) {
        return Green.spawn(body).get();
    }

    // ---- a body

    @Test
    void aBodyRunsSoonOnTheCallersHubAndCompletesTheFuture(TestHub hub) {
        var future =
                inGreenlet(() -> {
                    var made =
                            Stages.from(() -> {
                                log.add("body");
                                return Hub.current();
                            });
                    log.add("made");
                    return made;
                });

        assertThat(Stages.await(future)).isSameAs(hub.hub());
        assertThat(log).containsExactly("made", "body");
    }

    @Test
    void aThreadWithoutGreenletsUsesTheSharedHub() {
        var made = new CompletableFuture<CompletableFuture<Hub>>();
        Thread.ofPlatform().start(() -> made.complete(Stages.from(Hub::current)));

        assertThat(Stages.<Hub>await(made.thenCompose(future -> future))).isSameAs(Hub.shared());
    }

    /// From a thread that is none of its hub, so that it may fail before anybody waits for it.
    @Test
    void itsErrorIsTheFuturesAndNobodyElseIsTold() {
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        try (var hub = Hub.open("own")) {
            hub.onError((_, _, error) -> reported.add(error));
            for (int i = 0; i < 200; i++) {
                var future =
                        Stages.from(
                                hub,
                                () -> {
                                    throw new IOException("broken");
                                });
                assertThat(catchThrowable(() -> Stages.await(future)))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void itsErrorIsTheVeryObjectWithoutItsWrapper() {
        var error = new IOException("broken");
        CompletableFuture<String> future =
                inGreenlet(() ->
                        Stages.from(() -> {
                            throw new CompletionException(error);
                        }));

        assertThat(catchThrowable(() -> Stages.await(future))).isSameAs(error);
        assertThat(future.exceptionNow()).isSameAs(error);
    }

    @Test
    void anErrorOfTheMachineIsAnErrorLikeAnyOther() {
        var error = new LinkageError("body");
        CompletableFuture<String> future =
                inGreenlet(() ->
                        Stages.from(() -> {
                            throw error;
                        }));

        assertThat(catchThrowable(() -> Stages.await(future))).isSameAs(error);
    }

    @Test
    void itOutlivesTheGreenletThatMadeIt() {
        var made =
                Green.spawn(() ->
                        Stages.from(() -> {
                            Green.sleep(1);
                            return "value";
                        }));

        assertThat(Stages.await(made.get())).isEqualTo("value");
    }

    @Test
    void aClosedHubIsTheErrorOfTheFuture() {
        Hub closed = Hub.open("closed");
        closed.close();

        var future = Stages.from(closed, () -> "never");

        assertThat(future.exceptionNow()).isInstanceOf(HubClosed.class);
    }

    @Test
    void theEndOfTheHubIsAnErrorOfTheFuture() {
        Hub own = Hub.open("own");
        var future =
                Stages.from(
                        own,
                        () -> {
                            sleepForEver();
                            return "never";
                        });
        own.run(() -> {
            Green.yieldNow();
            return true;
        });

        own.close(Duration.ZERO);

        assertThatThrownBy(() -> Stages.await(future, Duration.ofSeconds(5)))
                .isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void whatDependsOnItRunsInAGreenletAndMayWait(TestHub hub) {
        var future =
                inGreenlet(() ->
                        Stages.from(() -> "value")
                                .thenApply(value -> {
                                    Green.sleep(Duration.ofSeconds(1));
                                    return value + " of " + Green.current().hub().name();
                                }));

        assertThat(Stages.await(future)).isEqualTo("value of " + hub.hub().name());
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void cancelKillsTheGreenletOfABody(TestHub hub) {
        CompletableFuture<@Nullable Void> future =
                Stages.from(
                        hub.hub(),
                        () -> {
                            sleepForEver();
                            return null;
                        });
        Green.yieldNow();

        future.cancel(false);
        Green.yieldNow();

        assertThat(log).containsExactly("cleaned up");
        assertThat(hub.elapsed()).isZero();
    }

    // ---- a greenlet

    @Test
    void cancelLeavesTheGreenletUnlessItIsOwned() {
        var shared = Green.spawn(this::sleepForEver);
        var owned = Green.spawn(this::sleepForEver);
        Green.yieldNow();

        Stages.from(shared).cancel(true);
        Stages.owning(owned).cancel(true);
        Green.yieldNow();

        assertThat(shared.isReady()).isFalse();
        assertThat(owned.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("cleaned up");
        shared.kill();
    }

    @Test
    void anyEndBySomebodyElseKillsAnOwnedOne() {
        var owned =
                Green.spawn(() -> {
                    Green.sleep(Duration.ofHours(1));
                    return "slept";
                });
        var future = Stages.<String>owning(owned);
        Green.yieldNow();

        future.complete("not needed any more");
        Green.yieldNow();

        assertThat(owned.failure()).isInstanceOf(GreenletExit.class);
        assertThat(future.resultNow()).isEqualTo("not needed any more");
    }

    @Test
    void aKilledGreenletIsAnErrorOfTheFuture() {
        var greenlet = Green.spawn(this::sleepForEver);
        var future = inGreenlet(() -> Stages.from(greenlet));
        Green.yieldNow();

        greenlet.kill();

        assertThatThrownBy(() -> Stages.await(future)).isInstanceOf(GreenletExit.class);
    }

    @Test
    void anEndedGreenletIsAReadyFuture() {
        var error = new IOException("broken");
        var bad =
                Green.spawn(() -> {
                    throw error;
                });
        assertThat(catchThrowable(bad::get)).isSameAs(error);
        var good = Green.spawn(() -> "value");
        assertThat(good.get()).isEqualTo("value");

        assertThat(Stages.from(good).resultNow()).isEqualTo("value");
        assertThat(Stages.from(bad).exceptionNow()).isSameAs(error);
    }

    @Test
    void aFailureIsObservedByTheFuture() {
        var error = new IOException("broken");
        var future =
                inGreenlet(() ->
                        Stages.from(
                                Green.<String>spawn(() -> {
                                    throw error;
                                })));
        Green.yieldNow();
        Green.yieldNow();

        assertThat(catchThrowable(() -> Stages.await(future))).isSameAs(error);
    }

    // ---- a result

    @Test
    void aResultCompletesItsFutures() {
        var result = new AsyncResult<String>();
        var one = inGreenlet(() -> Stages.<String>from(result));
        var other = inGreenlet(() -> Stages.<String>from(result));

        result.set("value");

        assertThat(Stages.await(one)).isEqualTo("value");
        assertThat(Stages.await(other)).isEqualTo("value");
        assertThat(Stages.<String>from(result).resultNow()).isEqualTo("value");
    }

    @Test
    void cancelledFuturesOfAResultLeaveNothingBehind() {
        var result = AsyncResult.<String>promise();
        inGreenlet(() -> {
            for (int i = 0; i < 1_000; i++) {
                Stages.<String>from(result).cancel(false);
            }
            return true;
        });

        assertThat(result).hasToString("AsyncResult [not set, 0 waiting]");
    }

    @Test
    void thereAndBackTenThousandTimes() {
        var first = AsyncResult.<String>promise();
        var last =
                inGreenlet(() -> {
                    AsyncResult<String> next = first;
                    for (int i = 0; i < 10_000; i++) {
                        next = Stages.toAsyncResult(Stages.<String>from(next));
                    }
                    return next;
                });

        first.set("value");

        assertThat(last.get()).isEqualTo("value");
    }
}
