package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Sinks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// How much a loop requests, and what it makes of publishers that break the rules.
@GreenTest
class IterateDemandTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static List<Long> requests(Flux<?> flux, int prefetch) {
        List<Long> requests = new ArrayList<>();
        IterateTest.all(Fluxes.iterate(flux.hide().doOnRequest(requests::add), prefetch));
        return requests;
    }

    @Test
    void aPrefetchOfOneAsksForEachWhenTheOneBeforeIsConsumed() {
        List<String> order = new ArrayList<>();
        var flux = Flux.range(1, 3).hide().doOnRequest(n -> order.add("request " + n));

        for (int item : Fluxes.iterate(flux, 1)) {
            order.add("item " + item);
        }

        assertThat(order)
                .containsExactly(
                        "request 1", "item 1", "request 1", "item 2", "request 1", "item 3");
    }

    @Test
    void threeQuartersAreAskedForAgain() {
        assertThat(requests(Flux.range(0, 20), 10)).containsExactly(10L, 8L, 8L);
        assertThat(requests(Flux.range(0, 9), 4)).containsExactly(4L, 3L, 3L);
    }

    @Test
    void aHugePrefetchIsAskedForAgainInSteps() {
        assertThat(requests(Flux.range(0, 150_000), 100_000)).startsWith(100_000L, 1024L, 1024L);
    }

    @Test
    void allAreAskedForOnce() {
        assertThat(requests(Flux.range(0, 5000), Integer.MAX_VALUE))
                .containsExactly(Long.MAX_VALUE);
    }

    @Test
    void anElementFromInsideARequestIsInOrder() {
        int[] next = {0};
        var script = Script.<Integer>quiet();
        script.onRequest(n -> {
            for (long i = 0; i < n && next[0] < 1000; i++) {
                script.to().onNext(next[0]++);
            }
            if (next[0] == 1000) {
                next[0]++;
                script.to().onComplete();
            }
        });

        assertThat(IterateTest.all(Fluxes.iterate(script.flux(), 4)))
                .isEqualTo(IterateTest.upTo(1000));
        assertThat(script.log).doesNotContain("OVERLAP", "cancel");
    }

    @Test
    void moreThanRequestedIsReportedAndCancelled() {
        var script = Script.<Integer>quiet();
        List<Object> seen = new ArrayList<>();
        script.onRequest(n -> {
            script.to().onNext(1);
            script.to().onNext(2);
            script.to().onNext(3);
        });

        assertThatThrownBy(() -> Fluxes.iterate(script.flux(), 2).forEach(seen::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than the 2 elements requested");

        assertThat(seen).containsExactly(1, 2);
        assertThat(script.log).containsExactly("request 2", "cancel");
    }

    @Test
    void aSecondSubscriptionIsCancelled() {
        var second = Script.<Integer>quiet();
        var first = Script.<Integer>quiet();
        Iterator<Integer> items = Fluxes.iterate(first.flux()).iterator();

        first.to().onSubscribe(second);
        first.to().onNext(1);
        first.to().onComplete();

        assertThat(items).toIterable().containsExactly(1);
        assertThat(second.log).containsExactly("cancel");
    }

    @Test
    void signalsBeforeTheSubscriptionFail() {
        assertThatThrownBy(() -> first(Script.of(it -> it.to().onNext(1))))
                .hasMessageContaining("onNext before onSubscribe");
        assertThatThrownBy(() -> first(Script.of(it -> it.to().onComplete())))
                .hasMessageContaining("onComplete before onSubscribe");
        var early = new IOException("early");
        assertThatThrownBy(() -> first(Script.of(it -> it.to().onError(early)))).isSameAs(early);
    }

    private static Integer first(Script<Integer> script) {
        return Fluxes.iterate(script.flux()).iterator().next();
    }

    @Test
    void nullIsRefusedAtOnceAndFailsTheLoop() {
        var script = Script.<Integer>quiet();
        Iterator<Integer> items = Fluxes.iterate(script.flux()).iterator();

        assertThatThrownBy(() -> script.to().onNext(null)).isInstanceOf(NullPointerException.class);

        assertThatThrownBy(items::hasNext).isInstanceOf(NullPointerException.class);
        assertThat(script.log).containsExactly("request 256", "cancel");
    }

    @Test
    void whatSubscribeThrowsIsThrown() {
        var failure = new IOException("subscribe");

        assertThatThrownBy(() -> first(Script.of(it -> AwaitTest.sneak(failure))))
                .isSameAs(failure);
    }

    @Test
    void aRequestThatThrowsFailsTheLoop() {
        var broken = new IllegalStateException("request");
        var script = Script.<Integer>quiet().onRequest(n -> AwaitTest.sneak(broken));

        assertThatThrownBy(() -> first(script)).isSameAs(broken);

        assertThat(script.log).containsExactly("request 256", "cancel");
    }

    @Test
    void signalsAfterTheEndAreDropped() {
        var late = new IOException("late");
        var script = Script.<Integer>quiet();
        Iterator<Integer> items = Fluxes.iterate(script.flux()).iterator();

        script.to().onNext(1);
        script.to().onComplete();
        script.to().onNext(2);
        script.to().onError(late);
        script.to().onComplete();

        assertThat(items).toIterable().containsExactly(1);
        assertThat(dropped.takeValues()).containsExactly(2);
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void aHotSourceIsToldThatTheLoopIsSlow() {
        Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
        try (var iteration = Fluxes.iterate(sink.asFlux(), 2)) {
            Iterator<Integer> items = iteration.iterator();

            assertThat(sink.tryEmitNext(1)).isEqualTo(Sinks.EmitResult.OK);
            assertThat(sink.tryEmitNext(2)).isEqualTo(Sinks.EmitResult.OK);
            assertThat(sink.tryEmitNext(3)).isEqualTo(Sinks.EmitResult.FAIL_OVERFLOW);

            assertThat(items.next()).isEqualTo(1);
            assertThat(items.next()).isEqualTo(2);
        }
    }

    @Test
    void anEndlessFlowGivesOthersTheirTurns() {
        int[] turns = {0};
        var other =
                Green.spawn(() -> {
                    while (turns[0] < 3) {
                        turns[0]++;
                        Green.yieldNow();
                    }
                });

        for (Long _ : Fluxes.iterate(Flux.<Long>generate(s -> s.next(1L)))) {
            if (turns[0] == 3) {
                break;
            }
        }

        other.join();
    }

    @Test
    void nothingIsAskedForAfterTheEnd() {
        var script = Script.<Integer>quiet();
        script.onRequest(n -> {
            IterateTest.upTo(4).forEach(script.to()::onNext);
            script.to().onComplete();
        });

        assertThat(IterateTest.all(Fluxes.iterate(script.flux(), 4)))
                .isEqualTo(IterateTest.upTo(4));

        assertThat(script.log).containsExactly("request 4");
    }

    @Test
    void whatASourceCouldNotBufferIsItsErrorAfterWhatItCould() {
        List<Object> seen = new ArrayList<>();
        Flux<Integer> flooding =
                Flux.create(
                        sink -> IterateTest.upTo(4).forEach(sink::next),
                        FluxSink.OverflowStrategy.ERROR);

        assertThatThrownBy(() -> Fluxes.iterate(flooding, 2).forEach(seen::add))
                .matches(Exceptions::isOverflow);

        assertThat(seen).containsExactly(0, 1);
        assertThat(dropped.takeValues()).containsExactly(3);
    }

    @Test
    void onNextReturnsWhileTheLoopIsBusy() {
        var script = Script.<Integer>quiet();
        List<Integer> seen = new ArrayList<>();
        var slow =
                Green.spawn(() -> {
                    for (Integer item : Fluxes.iterate(script.flux(), 3)) {
                        seen.add(item);
                        Green.sleep(1_000);
                    }
                });
        Green.yieldNow();

        IterateTest.upTo(3).forEach(script.to()::onNext);
        script.to().onComplete();
        assertThat(seen).isEmpty();

        slow.join();
        assertThat(seen).isEqualTo(IterateTest.upTo(3));
    }
}
