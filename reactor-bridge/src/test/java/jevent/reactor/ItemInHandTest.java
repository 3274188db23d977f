package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.Green;
import jevent.Greenlet;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;

/// An item that is in nobody's hands but ours when somebody cancels, kills or throws: it is
/// delivered, kept or discarded, and that once.
@GreenTest
class ItemInHandTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Queue<Integer> queue = Queue.unbounded();
    private final Channel<Integer> channel = new Channel<>();
    private final List<Object> delivered = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();

    /// Asks for what the test says, and writes down what it gets, cancelled or not.
    private final class Taking extends BaseSubscriber<Integer> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(Integer item) {
            delivered.add(item);
        }

        @Override
        public Context currentContext() {
            return Discards.into(discarded);
        }
    }

    private Taking subscribe(Flux<Integer> flux, int wanted) {
        var taking = new Taking();
        Green.spawn(
                        () -> {
                            flux.subscribe(taking);
                            taking.request(wanted);
                        })
                .join();
        Green.yieldNow();
        return taking;
    }

    // ---- out of a queue

    @Test
    void whatWasTakenAtTheMomentOfTheCancelGoesBackToTheFront() {
        var taking = subscribe(Fluxes.from(queue), 9);
        queue.put(1);
        queue.put(2);

        taking.cancel();
        Green.yieldNow();

        assertThat(delivered).isEmpty();
        assertThat(List.of(queue.get(), queue.get())).containsExactly(1, 2);
        assertThat(discarded).isEmpty();
    }

    @Test
    void itGoesToWhoeverWaitsNext() {
        var taking = subscribe(Fluxes.from(queue), 9);
        var next = Green.spawn(() -> queue.get());
        Green.yieldNow();
        queue.put(1);

        taking.cancel();

        assertThat(next.get()).isEqualTo(1);
    }

    @Test
    void aQueueThatIsFullTakesItBackAndIsNotOverfilledByOthers() {
        var small = Queue.<Integer>bounded(1);
        var taking = subscribe(Fluxes.from(small), 9);
        small.put(1);
        small.put(2);
        var putting = Green.spawn(() -> small.put(3));
        taking.cancel();
        Green.yieldNow();
        assertThat(small.size()).isEqualTo(2);

        assertThat(small.get()).isEqualTo(1);

        assertThat(small.size()).isEqualTo(1);
        assertThat(List.of(small.get(), small.get())).containsExactly(2, 3);
        putting.join();
    }

    // ---- out of a channel

    @Test
    void whatWasHandedOverGoesToAnotherWhoWaitsAtTheChannel() {
        var taking = subscribe(Fluxes.from(channel), 9);
        var next = Green.spawn(() -> channel.get());
        Green.yieldNow();
        assertThat(channel.tryPut(1)).isTrue();

        taking.cancel();

        assertThat(next.get()).isEqualTo(1);
        assertThat(discarded).isEmpty();
    }

    @Test
    void whatWasHandedOverAndNobodyElseWantsIsDiscarded() {
        var taking = subscribe(Fluxes.from(channel), 9);
        assertThat(channel.tryPut(1)).isTrue();

        taking.cancel();
        Green.yieldNow();

        assertThat(delivered).isEmpty();
        assertThat(discarded).containsExactly(1);
    }

    // ---- into a queue

    @Test
    void aPassThatIsKilledWhileItPutsDiscardsWhatItHasInHand() {
        var full = Queue.<Integer>bounded(1);
        var putting = pass(passes -> passes.into(full));

        putting.kill();

        assertThat(full.tryGet()).isZero();
        assertThat(full.tryGet()).isNull();
        assertThat(discarded).containsExactly(1, 2, 3);
    }

    @Test
    void aPassThatIsKilledWhileItHandsOverDiscardsWhatItHasInHand() {
        var putting = pass(passes -> passes.into(channel));

        putting.kill();

        assertThat(channel.tryGet()).isNull();
        assertThat(discarded).containsExactly(0, 1, 2, 3);
    }

    private Greenlet<Object> pass(java.util.function.Consumer<jevent.flow.Iteration<Integer>> way) {
        var flux = Flux.range(0, 4).hide();
        Greenlet<Object> putting =
                Green.spawn(() ->
                        GreenletContext.<Object>call(
                                Discards.into(discarded),
                                () -> {
                                    way.accept(Fluxes.iterate(flux));
                                    return "ended";
                                }));
        Green.yieldNow();
        return putting;
    }

    // ---- a subscription in hand

    @Test
    void aSourceThatThrowsAfterOnSubscribeIsCancelled() {
        List<Function<Script<Integer>, Throwable>> ways =
                List.of(
                        script -> Monos.toAsyncResult(script.mono()).outcome().failure(),
                        script -> catchThrowable(() -> Monos.await(script.mono())),
                        script -> catchThrowable(() -> Fluxes.last(script.flux())),
                        script ->
                                catchThrowable(
                                        () -> Fluxes.iterate(script.flux()).iterator().next()));

        assertThat(ways)
                .allSatisfy(way -> {
                    var broken = new IllegalStateException("subscribe");
                    var script =
                            Script.<Integer>of(it -> {
                                it.to().onSubscribe(it);
                                AwaitTest.sneak(broken);
                            });
                    assertThat(way.apply(script)).isSameAs(broken);
                    assertThat(script.log).last().isEqualTo("cancel");
                });
    }

    // ---- everything, in any order

    @Test
    void fiveHundredRoundsLoseNothing(TestHub hub) {
        run(500);
    }

    @Test
    @Tag("stress")
    @GreenTest(limitSeconds = 300)
    void twentyThousandRoundsLoseNothing(TestHub hub) {
        run(20_000);
    }

    /// Subscribers come, ask and go at any moment, while others put.
    private void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            boolean rendezvous = random.nextBoolean();
            List<Taking> all = new ArrayList<>();
            int put = 0;
            for (int step = 0; step < 12; step++) {
                switch (random.nextInt(5)) {
                    case 0 -> all.add(subscribe(source(rendezvous), random.nextInt(3)));
                    case 1 -> any(all).request(1 + random.nextInt(2));
                    case 2 -> any(all).cancel();
                    case 3 -> put += put(rendezvous, put);
                    default -> Green.yieldNow();
                }
            }
            all.forEach(BaseSubscriber::cancel);
            Green.yieldNow();
            Green.yieldNow();
            checkAll(put);
        }
    }

    private Flux<Integer> source(boolean rendezvous) {
        return rendezvous ? Fluxes.from(channel) : Fluxes.from(queue);
    }

    private Taking any(List<Taking> all) {
        if (all.isEmpty()) {
            all.add(subscribe(Flux.never(), 1));
        }
        return all.get(random.nextInt(all.size()));
    }

    private int put(boolean rendezvous, int item) {
        if (rendezvous) {
            return channel.tryPut(item) ? 1 : 0;
        }
        queue.put(item);
        return 1;
    }

    private void checkAll(int put) {
        List<Object> found = new ArrayList<>(delivered);
        found.addAll(discarded);
        for (Integer kept = queue.tryGet(); kept != null; kept = queue.tryGet()) {
            found.add(kept);
        }
        assertThat(found)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, put).boxed().toList());
        delivered.clear();
        discarded.clear();
    }
}
