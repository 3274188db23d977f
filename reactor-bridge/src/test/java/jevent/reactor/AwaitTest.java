package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.AwaitPlace;
import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.Outcome;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// What an await returns or throws.
@GreenTest
class AwaitTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private long turns;

    private void startCounting() {
        turns = Hub.current().stats().switches();
    }

    private long turnsTaken() {
        return Hub.current().stats().switches() - turns;
    }

    @Test
    void aReadyValueCostsNoTurn() {
        List<Mono<Integer>> ready =
                List.of(
                        Mono.just(7),
                        Mono.just(7).hide(),
                        Mono.just(3).map(n -> n + 4),
                        Mono.fromCallable(() -> 7),
                        Mono.fromFuture(CompletableFuture.completedFuture(7)),
                        Flux.just(7, 8).next(),
                        Mono.just(7).filter(n -> n > 1));
        startCounting();

        for (Mono<Integer> mono : ready) {
            assertThat(Monos.await(mono)).isEqualTo(7);
        }

        assertThat(turnsTaken()).isZero();
    }

    @Test
    void emptyIsNull() {
        assertThat(Monos.<String>await(Mono.empty())).isNull();
        assertThat(Monos.<String>await(Mono.<String>empty().hide())).isNull();
        assertThat(Monos.<Integer>await(Mono.just(1).filter(n -> n > 1))).isNull();
    }

    @Test
    void anErrorOfAnEmptyMonoIsThrown() {
        var failure = new IllegalStateException("at the end");

        var mono = Mono.<Void>empty().doOnTerminate(() -> sneak(failure));

        assertThatThrownBy(() -> Monos.await(mono)).isSameAs(failure);
    }

    @Test
    void aPendingValueIsWaitedFor(TestHub hub) {
        Mono<String> slow =
                Mono.create(sink -> Green.spawnLater(Duration.ofHours(1), () -> sink.success("a")));

        assertThat(Monos.await(slow)).isEqualTo("a");

        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aPendingEmptyIsNull() {
        Mono<String> slow = Mono.create(sink -> Green.spawn((Runnable) sink::success));

        assertThat(Monos.await(slow)).isNull();
    }

    @Test
    void aPendingErrorIsThrownAsItIs() {
        var failure = new IOException("no route");
        Mono<String> slow = Mono.create(sink -> Green.spawn(() -> sink.error(failure)));

        assertThatThrownBy(() -> Monos.await(slow)).isSameAs(failure);
    }

    @Test
    void itReturnsAfterTheEndNotAfterTheValue() {
        var script = Script.<String>quiet();
        List<String> order = new ArrayList<>();
        var waiting =
                Green.spawn(() -> {
                    order.add(Monos.await(script.mono()));
                });
        Green.yieldNow();

        script.to().onNext("value");
        Green.yieldNow();
        order.add("commit");
        script.to().onComplete();
        waiting.join();

        assertThat(order).containsExactly("commit", "value");
        assertThat(script.log).containsExactly("request all");
    }

    @Test
    void anErrorAfterTheValueIsThrown() {
        var failure = new IOException("commit failed");
        Mono<String> mono =
                Script.<String>of(
                                it -> {
                                    it.to().onSubscribe(it);
                                    it.to().onNext("value");
                                    it.to().onError(failure);
                                })
                        .mono();

        assertThatThrownBy(() -> Monos.await(mono)).isSameAs(failure);
    }

    @Test
    void whatSubscribeThrowsIsThrown() {
        var failure = new IllegalStateException("subscribe");

        var mono = Script.of(it -> sneak(failure)).mono();

        assertThatThrownBy(() -> Monos.await(mono)).isSameAs(failure);
    }

    @Test
    void anAnswerBeforeSubscribeThrowsStands() {
        var failure = new IllegalStateException("too late");
        Mono<Integer> mono =
                Script.<Integer>of(
                                it -> {
                                    it.to().onSubscribe(it);
                                    it.to().onNext(1);
                                    it.to().onComplete();
                                    sneak(failure);
                                })
                        .mono();

        assertThat(Monos.await(mono)).isEqualTo(1);
        assertThat(dropped.takeErrors()).containsExactly(failure);
    }

    @Test
    void aSharedErrorGathersNothing() {
        var failure = new IllegalStateException("shared");
        Mono<?> ready = Mono.error(failure).hide();
        Mono<?> later = Mono.create(sink -> Green.spawn(() -> sink.error(failure)));

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> Monos.await(ready)).isSameAs(failure);
            assertThatThrownBy(() -> Monos.await(later)).isSameAs(failure);
        }

        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void aCheckedErrorIsNotWrapped() {
        var failure = new IOException("disk");

        Mono<?> asCallable =
                Mono.fromCallable(() -> {
                    throw failure;
                });

        assertThatThrownBy(() -> Monos.await(asCallable)).isSameAs(failure);
        assertThatThrownBy(() -> Monos.await(asCallable.hide())).isSameAs(failure);
        assertThatThrownBy(() -> Monos.await(Mono.error(failure))).isSameAs(failure);
    }

    @Test
    void aFuturesErrorIsTheInnerOne() {
        var failure = new IOException("inner");
        var wrapped = new CompletionException(new ExecutionException(failure));
        var pending = new CompletableFuture<String>();
        Green.spawn(() -> pending.completeExceptionally(wrapped));

        assertThatThrownBy(() -> Monos.await(Mono.fromFuture(pending))).isSameAs(failure);
        assertThatThrownBy(() -> Monos.await(Mono.fromFuture(pending))).isSameAs(failure);
        assertThatThrownBy(() -> Monos.await(Mono.error(wrapped))).isSameAs(failure);
    }

    @Test
    void aCallableIsCalledOnce() {
        var calls = new AtomicInteger();

        assertThat(Monos.await(Mono.fromCallable(calls::incrementAndGet))).isEqualTo(1);

        assertThat(calls).hasValue(1);
    }

    @Test
    void aSourceThatIsPolledRunsItsSideEffects() {
        List<String> order = new ArrayList<>();

        Integer got =
                Monos.await(
                        Mono.just(1)
                                .map(n -> n + 1)
                                .doOnNext(n -> order.add("next"))
                                .doOnSuccess(n -> order.add("success"))
                                .doFinally(signal -> order.add("finally " + signal)));

        assertThat(got).isEqualTo(2);
        assertThat(order).containsExactly("next", "success", "finally onComplete");
    }

    @Test
    void aSourceThatIsPolledFailsAsAnyOther() {
        var failure = new IllegalStateException("map");

        var mono = Mono.just(1).map(n -> sneak(failure));

        assertThatThrownBy(() -> Monos.await(mono)).isSameAs(failure);
    }

    @Test
    void anotherThreadMayAnswer() {
        var sink = new AtomicReference<MonoSink<Thread>>();
        Mono<Thread> mono = Mono.create(sink::set);
        var waiting = Green.spawn(() -> Monos.await(mono));
        Green.yieldNow();

        Thread.startVirtualThread(() -> sink.get().success(Thread.currentThread()));

        assertThat(waiting.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void othersRunMeanwhile() {
        Sinks.One<String> sink = Sinks.one();
        var first = Green.spawn(() -> Monos.await(sink.asMono()));
        var second = Green.spawn(() -> sink.tryEmitValue("set"));

        assertThat(first.get()).isEqualTo("set");
        assertThat(second.get()).isEqualTo(Sinks.EmitResult.OK);
    }

    @Test
    void othersRunWhileOneWaitsInsideAMonitor() {
        var monitor = new Object();
        Sinks.One<String> sink = Sinks.one();
        var waiting =
                Green.spawn(() -> {
                    synchronized (monitor) {
                        return Monos.await(sink.asMono());
                    }
                });
        Green.yieldNow();

        sink.tryEmitValue("set").orThrow();

        assertThat(waiting.get()).isEqualTo("set");
    }

    @Test
    void anErrorOfTheMachineIsAnErrorLikeAnyOther() {
        var failure = new LinkageError("machine");
        Mono<?> later = Mono.create(sink -> Green.spawn(() -> sink.error(failure)));

        for (Mono<?> mono : List.of(later, later.flux().next(), later.hide())) {
            assertThatThrownBy(() -> Monos.await(mono)).isSameAs(failure);
        }
    }

    @Test
    void tenThousandMayWaitAtOnceEachWithALimit(TestHub hub) {
        Sinks.One<Integer> sink = Sinks.one();
        List<Greenlet<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiting.add(Green.spawn(() -> Monos.await(sink.asMono(), Duration.ofHours(1))));
        }
        Green.yieldNow();
        assertThat(hub.hub().stats().timers()).isEqualTo(10_000);

        sink.tryEmitValue(7).orThrow();

        assertThat(waiting).allSatisfy(each -> assertThat(each.get()).isEqualTo(7));
        assertThat(hub.hub().stats().timers()).isZero();
        assertThat(hub.elapsed()).isZero();
    }

    @Test
    void theSourceIsNamedInDumps(TestHub hub) {
        var waiting = Green.spawn(() -> Monos.await(Script.quiet().mono()));
        Green.yieldNow();

        assertThat(hub.hub().dump()).contains("MonoSource");

        waiting.kill();
    }

    @Test
    void whereAnErrorWasAwaitedIsRememberedWhetherItWasReadyOrNot() {
        var failure = new IOException("made elsewhere");

        for (Mono<Integer> mono :
                List.of(Mono.<Integer>error(failure), Mono.<Integer>error(failure).hide())) {
            var awaiting = Green.spawn(() -> Monos.await(mono));
            assertThatThrownBy(awaiting::get).isSameAs(failure);

            assertThat(AwaitPlace.of(awaiting, failure)).contains("AwaitTest");
        }
        assertThat(failure.getSuppressed()).isEmpty();
    }

    /// Throws anything, checked or not.
    static Integer sneak(Throwable failure) {
        return new Outcome.Failure<Integer>(failure).unwrap();
    }
}
