package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.PublisherProbe;
import reactor.util.context.Context;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A greenlet for each element.
@GreenTest
class MapGreenTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> log = new ArrayList<>();

    /// The greater the item, the sooner it is done.
    private static String slowly(int item) {
        Green.sleep(Duration.ofMinutes(10 - item));
        return "item " + item;
    }

    private static <T> List<T> onTheHub(Flux<T> flux) {
        return Green.spawn(() -> IterateTest.all(Fluxes.iterate(flux))).get();
    }

    @Test
    void mapGreenKeepsTheOrderAndRunsManyAtOnce(TestHub hub) {
        var flux = Flux.range(0, 4).transform(Fluxes.mapGreen(4, MapGreenTest::slowly));

        assertThat(onTheHub(flux)).containsExactly("item 0", "item 1", "item 2", "item 3");

        assertThat(hub.elapsed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void mapGreenUnorderedTakesThemAsTheyCome(TestHub hub) {
        var flux = Flux.range(0, 3).transform(Fluxes.mapGreenUnordered(3, MapGreenTest::slowly));

        assertThat(onTheHub(flux)).containsExactly("item 2", "item 1", "item 0");
    }

    @Test
    void noMoreRunAtOnceThanAllowed() {
        int[] running = {0, 0};
        var flux =
                Flux.range(0, 20)
                        .transform(
                                Fluxes.<Integer, Integer>mapGreen(
                                        3,
                                        n -> {
                                            running[1] = Math.max(running[1], ++running[0]);
                                            Green.sleep(1);
                                            running[0]--;
                                            return n;
                                        }));

        assertThat(onTheHub(flux)).isEqualTo(IterateTest.upTo(20));
        assertThat(running[1]).isEqualTo(3);
    }

    @Test
    void anErrorEndsItAndKillsTheOthers() {
        var failure = new IOException("item 2");
        List<String> killed = new ArrayList<>();
        var flux =
                Flux.range(0, 3)
                        .transform(
                                Fluxes.<Integer, Integer>mapGreenUnordered(
                                        3,
                                        n -> {
                                            if (n == 2) {
                                                throw failure;
                                            }
                                            try {
                                                Green.sleep(Duration.ofDays(1));
                                            } finally {
                                                killed.add("item " + n);
                                            }
                                            return n;
                                        }));

        assertThatThrownBy(() -> onTheHub(flux)).isSameAs(failure);

        Green.yieldNow();
        assertThat(killed).containsExactlyInAnyOrder("item 0", "item 1");
    }

    @Test
    void nullLeavesAnElementOut() {
        var flux =
                Flux.range(0, 4)
                        .transform(
                                Fluxes.<Integer, Integer>mapGreen(2, n -> n % 2 == 0 ? n : null));

        assertThat(onTheHub(flux)).containsExactly(0, 2);
    }

    // ---- demand

    private static <T, R> Function<Flux<T>, Flux<R>> mapping(
            boolean ordered, int concurrency, jevent.ThrowingFunction<T, R> mapper) {
        return ordered
                ? Fluxes.mapGreen(concurrency, mapper)
                : Fluxes.mapGreenUnordered(concurrency, mapper);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noMoreAreRequestedThanCanBeWorkedOn(boolean ordered) {
        long[] asked = {0};
        long[] done = {0};
        long[] most = {0};
        var flux =
                Flux.range(0, 2000) // more than a loop takes before it lets the others run
                        .hide()
                        .doOnRequest(n -> most[0] = Math.max(most[0], (asked[0] += n) - done[0]))
                        .transform(
                                MapGreenTest.<Integer, Integer>mapping(
                                        ordered,
                                        4,
                                        n -> {
                                            Green.sleep(n % 3);
                                            done[0]++;
                                            return n;
                                        }));

        assertThat(onTheHub(flux)).hasSize(2000);

        assertThat(most[0]).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachFreePlaceIsRequestedForWhileNoElementComes(boolean ordered) {
        long[] asked = {0};
        var source = Sinks.many().unicast().<Integer>onBackpressureBuffer();
        var flux =
                source.asFlux()
                        .doOnRequest(n -> asked[0] += n)
                        .transform(
                                MapGreenTest.<Integer, Integer>mapping(
                                        ordered,
                                        2,
                                        n -> {
                                            Green.sleep(n);
                                            return n;
                                        }));
        var running = Green.spawn(() -> flux.subscribe()).get();
        source.tryEmitNext(1).orThrow();
        source.tryEmitNext(5).orThrow();

        Green.sleep(3);
        assertThat(asked[0]).isEqualTo(3);
        Green.sleep(3);
        assertThat(asked[0]).isEqualTo(4);

        running.dispose();
        settle();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubscriberThatWantsNoneStopsTheWork(boolean ordered) {
        int[] begun = {0};
        var subscriber = new FromCallableTest.Lazy<Integer>(log);
        Green.spawn(() ->
                        Flux.range(0, 100)
                                .transform(
                                        MapGreenTest.<Integer, Integer>mapping(
                                                ordered,
                                                5,
                                                n -> {
                                                    begun[0]++;
                                                    return n;
                                                }))
                                .subscribe(subscriber))
                .get();
        settle();
        assertThat(begun[0]).isEqualTo(5);

        subscriber.request(2);
        settle();

        assertThat(log).hasSize(2);
        assertThat(begun[0]).isEqualTo(7);
        subscriber.cancel();
        settle();
    }

    @Test
    void aSlowElementHoldsUpTheOthersOnlyWhereTheOrderCounts(TestHub hub) {
        Function<Flux<Integer>, Flux<Integer>> inOrder = Fluxes.mapGreen(2, this::firstIsSlow);
        Function<Flux<Integer>, Flux<Integer>> asReady =
                Fluxes.mapGreenUnordered(2, this::firstIsSlow);

        assertThat(onTheHub(Flux.range(0, 5).transform(inOrder))).containsExactly(0, 1, 2, 3, 4);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(14));
        assertThat(onTheHub(Flux.range(0, 5).transform(asReady))).containsExactly(1, 2, 3, 4, 0);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(24));
    }

    private int firstIsSlow(int n) {
        Green.sleep(Duration.ofSeconds(n == 0 ? 10 : n == 1 ? 1 : 2));
        return n;
    }

    @Test
    void nobodyWorksOnNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Flux.just(1).transform(Fluxes.mapGreen(0, n -> n)))
                .withMessageContaining("a concurrency of 0 never works");
    }

    // ---- the end

    @Test
    void cancelKillsWhoeverIsAtWork() {
        var probe = PublisherProbe.of(Flux.range(0, 10).concatWith(Flux.never()));
        var flux = probe.flux().transform(Fluxes.mapGreen(3, this::untilKilled));
        var running = Green.spawn(() -> flux.subscribe()).get();
        settle();

        running.dispose();
        settle();

        assertThat(log).containsExactlyInAnyOrder("killed 0", "killed 1", "killed 2");
        probe.assertWasCancelled();
    }

    private int untilKilled(int n) {
        try {
            Green.sleep(Duration.ofDays(1));
            return n;
        } catch (GreenletExit e) {
            log.add("killed " + n);
            throw e;
        }
    }

    @Test
    void theErrorComesWhenTheOthersHaveLeft() {
        var failure = new IOException("item 1");
        var flux =
                Flux.range(0, 2)
                        .transform(
                                Fluxes.<Integer, Integer>mapGreen(
                                        2,
                                        n -> {
                                            if (n == 1) throw failure;
                                            try {
                                                return untilKilled(n);
                                            } finally {
                                                Green.sleep(5);
                                                log.add("cleaned up");
                                            }
                                        }))
                        .doOnError(e -> log.add("error"));

        assertThatThrownBy(() -> onTheHub(flux)).isSameAs(failure);

        assertThat(log).containsExactly("killed 0", "cleaned up", "error");
    }

    @Test
    void aSecondErrorIsDropped() {
        var first = new IOException("first");
        var second = new IOException("second");
        var flux =
                Flux.range(0, 2)
                        .transform(
                                Fluxes.<Integer, Integer>mapGreen(
                                        2,
                                        n -> {
                                            if (n == 1) throw first;
                                            try {
                                                return untilKilled(n);
                                            } catch (GreenletExit e) {
                                                throw second;
                                            }
                                        }));

        assertThatThrownBy(() -> onTheHub(flux)).isSameAs(first);

        assertThat(dropped.takeErrors()).containsExactly(second);
    }

    @Test
    void whatWasReadyAndIsNotWantedAnyMoreIsDiscarded() {
        List<Object> discarded = new ArrayList<>();
        var flux =
                Flux.range(0, 3)
                        .transform(
                                Fluxes.<Integer, String>mapGreen(
                                        3, n -> n == 0 ? "" + untilKilled(n) : "item " + n))
                        .doOnDiscard(String.class, discarded::add);
        var running = Green.spawn(() -> flux.subscribe()).get();
        settle();

        running.dispose();
        settle();

        assertThat(discarded).containsExactlyInAnyOrder("item 1", "item 2");
    }

    @Test
    void whatIsReadyAfterAnErrorIsDiscardedToo() {
        List<Object> discarded = new ArrayList<>();
        var failure = new IOException("item 0");
        var flux =
                Flux.range(0, 2)
                        .transform(
                                Fluxes.<Integer, String>mapGreenUnordered(
                                        2,
                                        n -> {
                                            Green.sleep(1);
                                            if (n == 0) throw failure;
                                            return "item " + n;
                                        }))
                        .doOnDiscard(String.class, discarded::add);

        assertThatThrownBy(() -> onTheHub(flux)).isSameAs(failure);

        assertThat(discarded).containsExactly("item 1");
    }

    @Test
    void whoeverKillsAWorkerKillsTheStream() {
        var workers = new ArrayList<Greenlet<?>>();
        var flux =
                Flux.range(0, 2)
                        .transform(
                                Fluxes.<Integer, Integer>mapGreen(
                                        2,
                                        n -> {
                                            workers.add(Green.current());
                                            return untilKilled(n);
                                        }));
        var reader = Green.spawn(() -> IterateTest.all(Fluxes.iterate(flux)));
        settle();

        workers.get(1).kill();

        assertThatThrownBy(reader::get).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactlyInAnyOrder("killed 0", "killed 1");
    }

    // ---- surroundings

    @Test
    void eachHasAGreenletOfItsOwnAndTheSubscribersContext() {
        var workers = new ArrayList<Greenlet<?>>();
        var flux =
                Flux.range(0, 3)
                        .transform(
                                Fluxes.<Integer, String>mapGreen(
                                        1,
                                        n -> {
                                            workers.add(Green.current());
                                            return GreenletContext.current().get("user") + " " + n;
                                        }))
                        .contextWrite(Context.of("user", "ada"));

        assertThat(onTheHub(flux)).containsExactly("ada 0", "ada 1", "ada 2");
        assertThat(workers).doesNotHaveDuplicates();
    }

    private static void settle() {
        for (int i = 0; i < 20; i++) {
            Green.yieldNow();
        }
    }
}
