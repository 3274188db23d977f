package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.flow.Iteration;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// Every way in which a pass ends before its publisher does.
@GreenTest
class IterateCloseTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> discarded = new ArrayList<>();

    private <T> Greenlet<T> spawn(Callable<T> body) {
        Greenlet<T> greenlet =
                Green.spawn(() -> GreenletContext.call(Discards.into(discarded), body));
        Green.yieldNow();
        return greenlet;
    }

    @Test
    void leavingTheLoopCancelsAndDiscardsTheRest() {
        var script = Script.<Integer>quiet();
        script.onRequest(n -> IntStream.range(0, 5).forEach(script.to()::onNext));

        Integer got =
                spawn(
                                () -> {
                                    try (var items = Fluxes.iterate(script.flux(), 8)) {
                                        for (Integer item : items) {
                                            return item;
                                        }
                                    }
                                    return null;
                                })
                        .get();

        assertThat(got).isZero();
        assertThat(script.log).containsExactly("request 8", "cancel");
        assertThat(discarded).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aPassThatNobodyClosesEndsWithItsGreenlet() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        var failing =
                Green.spawn(() -> {
                    for (Integer item : Fluxes.iterate(sink.asFlux())) {
                        throw new IllegalStateException("body " + item);
                    }
                });
        Green.yieldNow();
        assertThat(sink.currentSubscriberCount()).isEqualTo(1);

        sink.tryEmitNext(1);
        assertThatThrownBy(failing::get).hasMessage("body 1");
        Green.yieldNow();
        assertThat(sink.currentSubscriberCount()).isZero();
    }

    @Test
    void aLoopThatIsLeftByAnErrorCancelsNothingUntilItsGreenletEnds() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        var catching =
                Green.spawn(() -> {
                    assertThatThrownBy(
                                    () -> {
                                        for (Integer item : Fluxes.iterate(sink.asFlux())) {
                                            throw new IOException("body " + item);
                                        }
                                    })
                            .hasMessage("body 1");
                    return sink.currentSubscriberCount();
                });
        Green.yieldNow();
        sink.tryEmitNext(1);

        assertThat(catching.get()).isEqualTo(1);
        Green.yieldNow();
        assertThat(sink.currentSubscriberCount()).isZero();
    }

    @Test
    void aTimeoutInTheBodyOfALoopInTryCancelsOnMainToo() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        Green.spawn(() -> sink.tryEmitNext(1));

        assertThatThrownBy(() ->
                        Timeout.call(
                                Duration.ofSeconds(1),
                                () -> {
                                    try (var items = Fluxes.iterate(sink.asFlux())) {
                                        for (Integer item : items) {
                                            Green.sleep(Duration.ofHours(item));
                                        }
                                    }
                                    return "";
                                }))
                .isInstanceOf(Timeout.class);

        assertThat(sink.currentSubscriberCount()).isZero();
    }

    @Test
    void aKillInTheBodyEndsThePass() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        var sleeping =
                Green.spawn(() -> {
                    for (Integer item : Fluxes.iterate(sink.asFlux())) {
                        Green.sleep(Duration.ofHours(item));
                    }
                });
        Green.yieldNow();
        sink.tryEmitNext(1);
        Green.yieldNow();

        sleeping.kill();
        Green.yieldNow();

        assertThat(sink.currentSubscriberCount()).isZero();
    }

    @Test
    void aKillOfTheWaitCancelsBeforeTheGreenletSeesIt() {
        List<String> order = new ArrayList<>();
        var script = Script.<Integer>quiet().onCancel(() -> order.add("cancel"));
        var waiting =
                spawn(() -> {
                    try {
                        return Fluxes.iterate(script.flux()).iterator().hasNext();
                    } catch (GreenletExit e) {
                        order.add("kill");
                        throw e;
                    }
                });

        waiting.kill();

        assertThat(order).containsExactly("cancel", "kill");
        assertThat(script.log).containsExactly("request 256", "cancel");
    }

    @Test
    void aTimeoutOfTheWaitCancels() {
        var probe = PublisherProbe.of(Flux.never());
        Duration limit = Duration.ofSeconds(1);

        assertThatThrownBy(() ->
                        Timeout.call(limit, () -> Fluxes.iterate(probe.flux()).iterator().next()))
                .isInstanceOf(Timeout.class);

        probe.assertWasCancelled();
    }

    @Test
    void aKillEndsALoopThatNeverWaits() {
        var counting =
                Green.spawn(() -> {
                    for (Long _ : Fluxes.iterate(Flux.<Long>generate(s -> s.next(1L)))) {
                        // never waits
                    }
                });
        Green.yieldNow();

        counting.kill();

        assertThat(counting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void anotherThreadMayCloseAWaitingPass() throws InterruptedException {
        var script = Script.<Integer>quiet();
        Iteration<Integer> iteration = Fluxes.iterate(script.flux());
        var waiting = spawn(() -> iteration.iterator().hasNext());

        Thread closer = Thread.ofPlatform().start(iteration::close);

        assertThat(waiting.get()).isFalse();
        closer.join();
        assertThat(script.log).containsExactly("request 256", "cancel");
    }

    @Test
    void closingTwiceOrAfterTheEndDoesNothing() {
        var script = Script.<Integer>quiet();
        Iteration<Integer> iteration = Fluxes.iterate(script.flux());
        Iterator<Integer> items = iteration.iterator();
        script.to().onNext(1);
        script.to().onComplete();

        assertThat(items.next()).isEqualTo(1);
        assertThat(items.hasNext()).isFalse();
        iteration.close();
        iteration.close();

        assertThat(script.log).containsExactly("request 256");
    }

    @Test
    void closedBeforeTheLoopItNeverSubscribes() {
        var script = Script.<Integer>quiet();
        Iteration<Integer> iteration = Fluxes.iterate(script.flux());

        iteration.close();

        assertThat(iteration).isEmpty();
        assertThat(script.log).isEmpty();
    }

    @Test
    void aLateSubscriptionIsCancelled() {
        var script = Script.<Integer>of(it -> {});
        var waiting = spawn(() -> Fluxes.iterate(script.flux()).iterator().hasNext());
        waiting.kill();

        script.to().onSubscribe(script);

        assertThat(script.log).containsExactly("cancel");
    }

    @Test
    void whatComesAfterTheCloseIsDiscardedOrDropped() {
        var late = new IOException("late");
        var script = Script.<Integer>quiet();
        spawn(
                        () -> {
                            var iteration = Fluxes.iterate(script.flux());
                            var _ = iteration.iterator();
                            iteration.close();
                            return true;
                        })
                .get();

        script.to().onNext(1);
        script.to().onError(late);

        assertThat(discarded).containsExactly(1);
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void closingAPolledSourceClearsIt() {
        var cancelled = new boolean[1];
        var flux = Flux.range(0, 10).doOnCancel(() -> cancelled[0] = true);

        try (var iteration = Fluxes.iterate(flux)) {
            assertThat(iteration.iterator().next()).isZero();
        }

        assertThat(cancelled[0]).isTrue();
    }

    @Test
    void aCancelThatThrowsIsDropped() {
        var broken = new IllegalStateException("cancel");
        var script = Script.<Integer>quiet().onCancel(() -> AwaitTest.sneak(broken));
        var iteration = Fluxes.iterate(script.flux());
        var _ = iteration.iterator();

        iteration.close();

        assertThat(dropped.takeErrors()).containsExactly(broken);
    }
}
