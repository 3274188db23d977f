package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.AlreadySet;
import jevent.Green;
import jevent.GreenletExit;
import jevent.flow.Stages;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// `AsyncResult` and `Mono`, both ways.
@GreenTest
class ResultTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> order = new CopyOnWriteArrayList<>();

    // ---- AsyncResult -> Mono

    @Test
    void whatIsSetAlreadyIsToldAtOnce() {
        var result = new AsyncResult<String>();
        result.set("set");

        Monos.from(result).subscribe(order::add, e -> {}, () -> order.add("complete"));

        assertThat(order).containsExactly("set", "complete");
        assertThat(Monos.<String>await(Monos.from(result))).isEqualTo("set");
    }

    @Test
    void whatIsSetLaterIsToldToAll() {
        var result = AsyncResult.<String>promise();
        Mono<String> mono = Monos.from(result);
        var first = Green.spawn(() -> Monos.<String>await(mono));
        var second = Green.spawn(() -> Monos.<String>await(mono));
        Green.yieldNow();

        result.set("later");

        assertThat(first.get()).isEqualTo("later");
        assertThat(second.get()).isEqualTo("later");
    }

    @Test
    void stepVerifierSeesValueEmptyAndError() {
        var failure = new IOException("set");
        var value = AsyncResult.<String>promise();
        var empty = AsyncResult.<String>promise();
        var error = AsyncResult.<String>promise();

        StepVerifier.create(Monos.from(value))
                .then(() -> value.set("x"))
                .expectNext("x")
                .verifyComplete();
        StepVerifier.create(Monos.from(empty)).then(() -> empty.set(null)).verifyComplete();
        StepVerifier.create(Monos.from(error))
                .then(() -> error.setException(new CompletionException(failure)))
                .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
    }

    @Test
    void aValueWaitsForDemand() {
        var result = new AsyncResult<String>();
        result.set("set");
        var subscriber = new FromCallableTest.Lazy<String>(order);
        Monos.from(result).subscribe(subscriber);
        assertThat(order).isEmpty();

        subscriber.request(1);

        assertThat(order).containsExactly("set", "complete");
    }

    @Test
    void cancellingOneLeavesTheOthers() {
        var result = AsyncResult.<String>promise();
        Mono<String> mono = Monos.from(result);
        Disposable one = mono.subscribe(order::add);
        var other = Green.spawn(() -> Monos.<String>await(mono));
        Green.yieldNow();

        one.dispose();
        result.set("for the other");

        assertThat(other.get()).isEqualTo("for the other");
        assertThat(order).isEmpty();
    }

    @Test
    void aCancelledSubscriberIsNotToldOfAnErrorEither() {
        var result = AsyncResult.<String>promise();
        Disposable one = Monos.from(result).subscribe(order::add, e -> order.add("error"));

        one.dispose();
        result.setException(new IOException("nobody"));
        Green.yieldNow();

        assertThat(order).isEmpty();
    }

    @Test
    void theSubscriberMayWait() {
        var result = AsyncResult.<String>promise();
        var flag = AsyncResult.<Boolean>promise();
        var told =
                Green.spawn(
                        () -> Monos.<Boolean>await(Monos.from(result).map(value -> flag.get())));
        Green.yieldNow();
        result.set("x");
        Green.yieldNow();

        flag.set(true);

        assertThat(told.get()).isTrue();
    }

    // ---- Mono -> AsyncResult

    @Test
    void theResultIsSetWhenTheMonoCompletes() {
        var failure = new IOException("mono");

        assertThat(Monos.toAsyncResult(Mono.just("x")).get()).isEqualTo("x");
        assertThat(Monos.toAsyncResult(Mono.empty()).get()).isNull();
        assertThatThrownBy(() -> Monos.toAsyncResult(Mono.error(failure)).get()).isSameAs(failure);
    }

    @Test
    void itSubscribesOnceForManyWaiters() {
        var probe = PublisherProbe.of(Mono.<String>create(s -> Green.spawn(() -> s.success("x"))));
        AsyncResult<String> result = Monos.toAsyncResult(probe.mono());
        var first = Green.spawn(() -> result.get());
        var second = Green.spawn(() -> result.get());
        Green.yieldNow();

        assertThat(first.get()).isEqualTo("x");
        assertThat(second.get()).isEqualTo("x");
        assertThat(probe.subscribeCount()).isEqualTo(1);
    }

    @Test
    void killingAWaiterDoesNotCancel() {
        var script = Script.<String>quiet();
        AsyncResult<String> result = Monos.toAsyncResult(script.mono());
        var killed = Green.spawn(() -> result.get());
        Green.yieldNow();

        killed.kill();
        script.to().onNext("still");
        script.to().onComplete();

        assertThat(result.get()).isEqualTo("still");
        assertThat(script.log).containsExactly("request all");
    }

    @Test
    void theValueAloneDoesNotSetIt() {
        var script = Script.<String>quiet();
        AsyncResult<String> result = Monos.toAsyncResult(script.mono());

        script.to().onNext("value");

        assertThat(result.isReady()).isFalse();
        script.to().onComplete();
        assertThat(result.get()).isEqualTo("value");
    }

    @Test
    void aSetByHandStands() {
        var script = Script.<String>quiet();
        AsyncResult<String> result = Monos.toAsyncResult(script.mono());
        var late = new IOException("late");

        result.set("by hand");
        script.to().onNext("dropped");
        script.to().onError(late);

        assertThat(result.get()).isEqualTo("by hand");
        assertThatThrownBy(() -> result.set("again")).isInstanceOf(AlreadySet.class);
        assertThat(dropped.takeValues()).containsExactly("dropped");
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void violationsSetItToAnError() {
        var early = Monos.toAsyncResult(Script.<String>of(s -> s.to().onComplete()).mono());
        var value = Monos.toAsyncResult(Script.<String>of(s -> s.to().onNext("x")).mono());
        var broken = new IOException("subscribe");
        var thrown = Monos.toAsyncResult(Script.<String>of(s -> AwaitTest.sneak(broken)).mono());

        assertThatThrownBy(early::get).hasMessageContaining("onComplete before onSubscribe");
        assertThatThrownBy(value::get).hasMessageContaining("onNext before onSubscribe");
        assertThatThrownBy(thrown::get).isSameAs(broken);
    }

    @Test
    void anErrorAfterTheValueWins() {
        var failure = new IOException("commit");
        var script = Script.<String>quiet();
        AsyncResult<String> result = Monos.toAsyncResult(script.mono());

        script.to().onNext("value");
        script.to().onError(failure);

        assertThatThrownBy(result::get).isSameAs(failure);
    }

    @Test
    void aSecondSubscriptionIsCancelled() {
        var second = Script.<String>quiet();
        var script = Script.<String>quiet();
        AsyncResult<String> result = Monos.toAsyncResult(script.mono());

        script.to().onSubscribe(second);
        script.to().onComplete();

        assertThat(second.log).containsExactly("cancel");
        assertThat(result.get()).isNull();
    }

    @Test
    void nullIsRefusedAtOnceAndTheResultFails() {
        List<Consumer<Script<String>>> scripts =
                List.of(
                        it -> it.to().onSubscribe(null),
                        it -> it.to().onNext(null),
                        it -> it.to().onError(null));
        for (Consumer<Script<String>> signal : scripts) {
            var script = signal == scripts.getFirst() ? silent() : Script.<String>quiet();
            AsyncResult<String> result = Monos.toAsyncResult(script.mono());

            assertThatThrownBy(() -> signal.accept(script))
                    .isInstanceOf(NullPointerException.class);

            assertThatThrownBy(result::get).isInstanceOf(NullPointerException.class);
            assertThat(script.log).isIn(List.<String>of(), List.of("request all", "cancel"));
        }
    }

    private static Script<String> silent() {
        return Script.of(it -> {});
    }

    @Test
    void whatRequestThrowsCancelsAndIsTheResult() {
        var broken = new IllegalStateException("request");
        var script = Script.<String>quiet().onRequest(n -> AwaitTest.sneak(broken));
        var late = silent();
        AsyncResult<String> early = Monos.toAsyncResult(script.mono());
        AsyncResult<String> later = Monos.toAsyncResult(late.mono());

        late.to().onSubscribe(script);

        assertThatThrownBy(early::get).isSameAs(broken);
        assertThatThrownBy(later::get).isSameAs(broken);
        assertThat(script.log).containsExactly("request all", "cancel", "request all", "cancel");
    }

    @Test
    void whatCancelThrowsThenIsDropped() {
        var broken = new IllegalStateException("request");
        var worse = new IllegalStateException("cancel");
        var script = Script.<String>quiet().onRequest(n -> AwaitTest.sneak(broken));
        script.onCancel(() -> AwaitTest.sneak(worse));
        var late = silent();
        AsyncResult<String> result = Monos.toAsyncResult(late.mono());

        late.to().onSubscribe(script);

        assertThatThrownBy(result::get).isSameAs(broken);
        assertThat(dropped.takeErrors()).containsExactly(worse);
    }

    @Test
    void aSubscriptionAfterTheEndIsCancelled() {
        var late = Script.<String>of(it -> it.to().onComplete());
        AsyncResult<String> result = Monos.toAsyncResult(late.mono());

        late.to().onSubscribe(late);

        assertThatThrownBy(result::get).isInstanceOf(IllegalStateException.class);
        assertThat(late.log).containsExactly("cancel");
    }

    // ---- there and back

    @Test
    void aLongChainThatIsSetAtItsBeginningDoesNotOverflowTheStack() {
        var first = AsyncResult.<Integer>promise();
        AsyncResult<Integer> last =
                Green.spawn(
                                () -> {
                                    AsyncResult<Integer> next = first;
                                    for (int i = 0; i < 10_000; i++) {
                                        next = Monos.toAsyncResult(Monos.from(next));
                                    }
                                    return next;
                                })
                        .get();

        first.set(1);

        assertThat(last.get()).isEqualTo(1);
    }

    @Test
    void aFutureOfAGreenletIsCancelledByItsMonoUnlessThatIsToldNotTo() {
        for (boolean suppressed : new boolean[] {false, true}) {
            var greenlet = Green.spawn(() -> Green.sleep(Duration.ofHours(1)));
            Disposable one =
                    Green.spawn(() ->
                                    Mono.fromFuture(Stages.owning(greenlet), suppressed)
                                            .subscribe())
                            .get();

            one.dispose();
            Green.yieldNow();

            assertThat(greenlet.isReady()).isNotEqualTo(suppressed);
            greenlet.kill();
            Green.yieldNow();
        }
        assertThat(dropped.takeErrors()).singleElement().isInstanceOf(GreenletExit.class);
    }

    @Test
    void disposedSubscribersLeaveNothingBehind() {
        var result = AsyncResult.<String>promise();
        Mono<String> mono = Monos.from(result);
        Green.spawn(
                        () -> {
                            for (int i = 0; i < 1_000; i++) {
                                mono.subscribe().dispose();
                            }
                        })
                .join();
        Green.yieldNow();

        assertThat(result).hasToString("AsyncResult [not set, 0 waiting]");
    }
}
