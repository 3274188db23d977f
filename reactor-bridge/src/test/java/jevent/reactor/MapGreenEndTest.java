package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// What `mapGreen` leaves when it ends early: nothing of which nobody is told.
@GreenTest
class MapGreenEndTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new ArrayList<>();
    private final IOException failure = new IOException("broken");

    private static <R> Function<Flux<Integer>, Flux<R>> mapping(
            boolean ordered, jevent.ThrowingFunction<Integer, R> mapper) {
        return ordered ? Fluxes.mapGreen(3, mapper) : Fluxes.mapGreenUnordered(3, mapper);
    }

    private static Flux<Integer> three() {
        return Flux.range(0, 3).hide();
    }

    private Subscription subscribe(Flux<String> flux) {
        var subscriber = new FromCallableTest.Lazy<String>(log);
        Green.spawn(() -> flux.doOnDiscard(Object.class, discarded::add).subscribe(subscriber))
                .join();
        return subscriber;
    }

    private String failOnZero(int n) throws IOException {
        Green.sleep(1);
        if (n == 0) {
            throw failure;
        }
        return "item " + n;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsReadyJustAfterAFailureIsDiscarded(boolean ordered) {
        subscribe(three().transform(mapping(ordered, this::failOnZero))).request(9);

        Green.sleep(10);

        assertThat(log).containsExactly("error");
        assertThat(discarded).containsExactlyInAnyOrder("item 1", "item 2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anElementWhoseGreenletNeverBeganIsDiscarded(boolean ordered) {
        var source = Sinks.many().unicast().<Integer>onBackpressureBuffer();
        var running =
                subscribe(source.asFlux().transform(mapping(ordered, n -> log.add("" + n) + "")));
        running.request(9);
        Green.sleep(1);

        source.tryEmitNext(7).orThrow();
        running.cancel();
        Green.sleep(1);

        assertThat(log).isEmpty();
        assertThat(discarded).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelWhileTheOthersCleanUpLosesNeitherTheErrorNorResults(boolean ordered) {
        var running = subscribe(three().transform(mapping(ordered, this::cleanUpForLong)));
        running.request(9);
        Green.sleep(10);

        running.cancel();
        Green.sleep(Duration.ofMinutes(1));

        assertThat(log).containsExactly("left 1", "left 2");
        assertThat(discarded).containsExactlyInAnyOrder("item 1", "item 2");
        assertThat(dropped.takeErrors()).containsExactly(failure);
    }

    private String cleanUpForLong(int n) throws IOException {
        String result = failOnZero(n);
        try {
            Green.sleep(Duration.ofDays(1));
        } catch (GreenletExit e) {
            Green.sleep(Duration.ofSeconds(n));
            log.add("left " + n);
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureDoesNotWaitForDemand(boolean ordered) {
        subscribe(three().transform(mapping(ordered, n -> n == 2 ? failOnZero(0) : "item " + n)));

        Green.sleep(10);

        assertThat(log).containsExactly("error");
        assertThat(discarded).containsExactlyInAnyOrder("item 0", "item 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFailsInTheTurnInWhichDemandCameStillComesFirst(boolean ordered) {
        List<Subscription> running = new ArrayList<>();
        running.add(
                subscribe(
                        three().transform(
                                        mapping(
                                                ordered,
                                                n -> {
                                                    if (n == 0) return "item";
                                                    Green.sleep(n);
                                                    running.getFirst().request(1);
                                                    throw failure;
                                                }))));

        Green.sleep(10);

        assertThat(log).containsExactly("error");
        assertThat(discarded).containsExactly("item");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureLetsASubscriberThatWaitsFinish(boolean ordered) {
        var flux = three().<String>transform(mapping(ordered, n -> n > 0 ? failOnZero(0) : "item"));
        subscribe(flux.doOnNext(item -> Green.sleep(Duration.ofSeconds(5)))).request(9);

        Green.sleep(Duration.ofMinutes(1));
        var _ = dropped.takeErrors(); // of the other one that fails

        assertThat(log).containsExactly("item", "error");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelEndsTheWaitOfTheSubscriberToo(boolean ordered) {
        var flux = three().<String>transform(mapping(ordered, n -> n > 0 ? null : "item"));
        var running = subscribe(flux.doOnNext(this::waitForLong));
        running.request(9);
        Green.sleep(1);

        running.cancel();
        Green.sleep(1);

        assertThat(log).containsExactly("waits", "killed");
        assertThat(dropped.takeErrors()).allMatch(GreenletExit.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelAfterAFailureEndsTheWaitOfTheSubscriberToo(boolean ordered) {
        var flux = three().<String>transform(mapping(ordered, n -> n > 0 ? failOnZero(0) : "item"));
        var running = subscribe(flux.doOnNext(this::waitForLong));
        running.request(9);
        Green.sleep(10);
        assertThat(log).containsExactly("waits");

        running.cancel();
        Green.sleep(1);

        assertThat(log).containsExactly("waits", "killed");
        assertThat(dropped.takeErrors()).contains(failure);
    }

    private void waitForLong(String item) {
        log.add("waits");
        try {
            Green.sleep(Duration.ofDays(1));
        } catch (GreenletExit e) {
            log.add("killed");
            throw e;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubscriberThatThrowsEndsTheWork(boolean ordered) {
        var flux =
                Flux.range(0, 9)
                        .hide()
                        .doOnCancel(() -> log.add("cancelled"))
                        .<String>transform(mapping(ordered, n -> failOnZero(n + 1)))
                        .doOnDiscard(String.class, discarded::add);
        Green.spawn(() -> flux.subscribe(new Broken())).join();

        Green.sleep(10);

        assertThat(log).containsExactly("item 1", "cancelled");
        assertThat(dropped.takeErrors())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: no more");
        assertThat(discarded).containsExactlyInAnyOrder("item 2", "item 3");
    }

    private final class Broken implements CoreSubscriber<String> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(9);
        }

        @Override
        public void onNext(String item) {
            log.add(item);
            throw new IllegalStateException("no more");
        }

        @Override
        public void onError(Throwable error) {
            log.add("error");
        }

        @Override
        public void onComplete() {
            log.add("complete");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelFromInsideOnNextEndsTheWork(boolean ordered) {
        var flux =
                Flux.range(0, 9)
                        .hide()
                        .doOnCancel(() -> log.add("cancelled"))
                        .<String>transform(mapping(ordered, n -> failOnZero(n + 1)))
                        .doOnDiscard(String.class, discarded::add);
        Green.spawn(() ->
                        flux.subscribe(
                                new BaseSubscriber<String>() {
                                    @Override
                                    protected void hookOnNext(String item) {
                                        log.add(item);
                                        cancel();
                                    }
                                }))
                .join();

        Green.sleep(10);

        assertThat(log).containsExactly("item 1", "cancelled");
        assertThat(discarded).containsExactlyInAnyOrder("item 2", "item 3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHubThatClosesEndsTheWorkAndTellsTheSubscriber(boolean ordered) throws Exception {
        var atWork = new CountDownLatch(3);
        var flux =
                three().<String>transform(
                                mapping(
                                        ordered,
                                        n -> {
                                            try {
                                                atWork.countDown();
                                                Green.sleep(Duration.ofDays(1));
                                                return "item";
                                            } finally {
                                                log.add("left");
                                            }
                                        }));
        Hub other = Hub.open("other");
        other.spawn(
                        () -> {
                            var subscriber = new FromCallableTest.Lazy<String>(log);
                            flux.subscribe(subscriber);
                            subscriber.request(9);
                        })
                .join();

        atWork.await();
        other.close(Duration.ofMillis(50));

        assertThat(log).containsExactlyInAnyOrder("left", "left", "left", "error");
        assertThat(log.getLast()).isEqualTo("error");
    }
}
