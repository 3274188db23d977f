package jevent.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.reactor.Monos;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;
import jevent.testing.GreenTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;

import java.io.IOException;
import java.util.Objects;

/// Our types in a registry of Spring's.
@GreenTest
class ReactiveAdaptersTest {

    private final ReactiveAdapterRegistry registry = new ReactiveAdapterRegistry();

    ReactiveAdaptersTest() {
        ReactiveAdapters.register(registry);
    }

    private ReactiveAdapter adapter(Class<?> type) {
        return Objects.requireNonNull(registry.getAdapter(type), type.getSimpleName());
    }

    @Test
    void aGreenletIsOneValueAndCancelKillsIt() {
        Greenlet<String> value = Green.spawn(() -> "value");
        Greenlet<@Nullable Void> endless = Green.spawn(() -> new AsyncResult<String>().await());

        assertThat(await(adapter(Greenlet.class).toPublisher(value))).isEqualTo("value");
        subscribe(adapter(Greenlet.class).<String>toPublisher(endless)).cancel();
        endless.join();

        assertThat(endless.failure()).isInstanceOf(GreenletExit.class);
        assertThat(adapter(Greenlet.class).isMultiValue()).isFalse();
        assertThat(adapter(Greenlet.class).getDescriptor().isDeferred()).isFalse();
    }

    @Test
    void aResultIsOneValueAndCancelLeavesItAlone() {
        var result = new AsyncResult<String>();
        var impatient = subscribe(adapter(AsyncResult.class).<String>toPublisher(result));

        impatient.cancel();
        result.set("value");

        assertThat(await(adapter(AsyncResult.class).toPublisher(result))).isEqualTo("value");
        assertThat(impatient.getReceivedOnNext()).isEmpty();
    }

    @Test
    void aQueueIsManyValues() {
        var queue = Queue.<String>unbounded();
        var subscriber = subscribe(adapter(Queue.class).<String>toPublisher(queue));

        queue.put("a");
        queue.put("b");
        settle();
        subscriber.cancel();
        settle();

        assertThat(subscriber.getReceivedOnNext()).containsExactly("a", "b");
        assertThat(adapter(Queue.class).isMultiValue()).isTrue();
    }

    @Test
    void aMonoBecomesAGreenletOrAResult() {
        var broken = new IOException("broken");
        Hub.current()
                .run(() -> {
                    assertThat(greenlet(Mono.just("value")).get()).isEqualTo("value");
                    assertThat(greenlet(Mono.empty()).get()).isNull();
                    assertThatThrownBy(() -> greenlet(Mono.error(broken)).get()).isSameAs(broken);
                    assertThat(result(Mono.just("value")).get()).isEqualTo("value");
                    assertThatThrownBy(() -> result(Mono.error(broken)).get()).isSameAs(broken);
                    return true;
                });
    }

    @Test
    void aMonoIsAwaitedWhereItsThreadsOwnHubIsCarriedByNobody() {
        var greenlet = greenlet(Mono.just("value")); // the test's thread is no greenlet

        assertThat(greenlet.hub()).isSameAs(Hub.shared());
        assertThat(greenlet.get()).isEqualTo("value");
    }

    @Test
    void nothingIsAGreenletThatReturnsNullAndAResultOfNull() {
        assertThat(await(adapter(Greenlet.class).toPublisher(null))).isNull();
        assertThat(await(adapter(AsyncResult.class).toPublisher(null))).isNull();
    }

    @Test
    void aFluxIsNoQueueAndTheRefusalSaysWhatToDo() {
        assertThatThrownBy(() -> adapter(Queue.class).fromPublisher(Flux.just("a")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("a Queue has no end")
                .hasMessageContaining("Fluxes.iterate");
    }

    @Test
    void registeringTwiceChangesNothing() {
        var before = adapter(Greenlet.class);

        ReactiveAdapters.register(registry);

        assertThat(adapter(Greenlet.class)).isSameAs(before);
    }

    private Greenlet<?> greenlet(Mono<?> mono) {
        return (Greenlet<?>) adapter(Greenlet.class).fromPublisher(mono);
    }

    private AsyncResult<?> result(Mono<?> mono) {
        return (AsyncResult<?>) adapter(AsyncResult.class).fromPublisher(mono);
    }

    private static @Nullable Object await(Publisher<?> publisher) {
        return Hub.current().<@Nullable Object>run(() -> Monos.await(Mono.from(publisher)));
    }

    /// In a greenlet: the test's own thread is none.
    private static <T> TestSubscriber<T> subscribe(Publisher<T> publisher) {
        TestSubscriber<T> subscriber = TestSubscriber.create();
        Green.spawn(() -> publisher.subscribe(subscriber)).join();
        settle();
        return subscriber;
    }

    private static void settle() {
        for (int turn = 0; turn < 5; turn++) {
            Green.yieldNow();
        }
    }
}
