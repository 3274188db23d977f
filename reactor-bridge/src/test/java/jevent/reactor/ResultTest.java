package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.AlreadySet;
import jevent.Green;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

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
}
