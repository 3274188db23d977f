package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.Hub;
import jevent.HubClosed;
import jevent.flow.Emitter;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

@GreenTest
@ExtendWith(Undeliverable.class)
class FlowablesFromTest {

    private final List<Object> log = new ArrayList<>();

    private static void settle() {
        SinglesFromTest.settle();
    }

    private Flowable<Integer> numbers(TestHub hub, int count) {
        return Flowables.from(
                hub.hub(),
                out -> {
                    for (int i = 1; i <= count; i++) {
                        out.send(i);
                        log.add("sent " + i);
                    }
                });
    }

    @Test
    void whatTheBodySendsAndThenTheEnd(TestHub hub) {
        TestSubscriber<Integer> subscriber = numbers(hub, 3).test();
        subscriber.assertNotComplete();

        settle();

        subscriber.assertResult(1, 2, 3);
    }

    @Test
    void itIsColdEachSubscriberHasAGreenletOfItsOwn(TestHub hub) {
        List<Object> greenlets = new ArrayList<>();
        Flowable<Integer> source =
                Flowables.from(
                        hub.hub(),
                        out -> {
                            greenlets.add(Green.current());
                            out.send(1);
                        });
        assertThat(greenlets).isEmpty();

        var one = source.test();
        var other = source.test();
        settle();

        assertThat(greenlets).hasSize(2).doesNotHaveDuplicates();
        one.assertResult(1);
        other.assertResult(1);
    }

    @Test
    void onSubscribeComesBeforeTheBodyBegins(TestHub hub) {
        var ignored =
                Flowables.<Integer>from(hub.hub(), out -> log.add("body"))
                        .doOnSubscribe(subscription -> log.add("subscribed"))
                        .subscribe();
        log.add("subscribe returned");
        settle();

        assertThat(log).containsExactly("subscribed", "subscribe returned", "body");
    }

    @Test
    void sendWaitsWhileNothingIsAskedFor(TestHub hub) {
        TestSubscriber<Integer> subscriber = numbers(hub, 3).test(0);
        settle();
        assertThat(log).isEmpty();

        subscriber.request(1);
        settle();
        assertThat(log).containsExactly("sent 1");
        subscriber.assertValues(1);

        subscriber.request(1);
        settle();
        assertThat(log).containsExactly("sent 1", "sent 2");

        subscriber.request(1);
        settle();
        subscriber.assertResult(1, 2, 3);
    }

    @Test
    void requestsAddUpAndNeverOverflow(TestHub hub) {
        TestSubscriber<Integer> subscriber = numbers(hub, 10).test(2);
        subscriber.request(3);
        settle();
        subscriber.assertValueCount(5);

        subscriber.request(Long.MAX_VALUE);
        subscriber.request(Long.MAX_VALUE);
        settle();

        subscriber.assertValueCount(10).assertComplete();
    }

    @Test
    void anEndNeedsNoDemand(TestHub hub) {
        TestSubscriber<Object> empty = Flowables.from(hub.hub(), out -> {}).test(0);
        TestSubscriber<Object> failed =
                Flowables.from(
                                hub.hub(),
                                out -> {
                                    throw new IOException("broken");
                                })
                        .test(0);
        settle();

        empty.assertResult();
        failed.assertFailure(IOException.class);
    }

    @Test
    void anErrorComesAfterWhatWasSent(TestHub hub) {
        var error = new IOException("broken");
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    out.send(1);
                                    throw error;
                                })
                        .test();
        settle();

        subscriber.assertValues(1).assertError(e -> e == error);
    }

    @Test
    void nullIsRefusedAndTheStreamGoesOn(TestHub hub) {
        TestSubscriber<String> subscriber =
                Flowables.<String>from(
                                hub.hub(),
                                out -> {
                                    try {
                                        out.send(null);
                                    } catch (NullPointerException e) {
                                        out.send("still open");
                                    }
                                })
                        .test();
        settle();

        subscriber.assertResult("still open");
    }

    @Test
    void theBodyMayWait(TestHub hub) {
        Flowable<Long> ticks =
                Flowables.from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 3; i++) {
                                Green.sleep(Duration.ofSeconds(1));
                                out.send(hub.elapsed().toSeconds() + Singles.await(Single.just(0)));
                            }
                        });

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(ticks)))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRequestOfNothingIsReportedAndTheStreamGoesOn(TestHub hub) {
        TestSubscriber<Integer> subscriber = numbers(hub, 1).test(0);

        subscriber.request(0);
        subscriber.request(-5);
        subscriber.request(1);
        settle();

        subscriber.assertResult(1);
        assertThat(Undeliverable.take())
                .hasSize(2)
                .allMatch(e -> e instanceof IllegalArgumentException);
    }

    @Test
    void aMillionRequestsFromInsideOnNextNeedNoStack(TestHub hub) {
        long[] seen = {0};
        Flowable<Integer> source =
                Flowables.from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 1_000_000; i++) {
                                out.send(i);
                            }
                        });
        source.subscribe(
                new io.reactivex.rxjava3.subscribers.DefaultSubscriber<Integer>() {
                    @Override
                    protected void onStart() {
                        request(1);
                    }

                    @Override
                    public void onNext(Integer item) {
                        seen[0]++;
                        request(1);
                    }

                    @Override
                    public void onError(Throwable error) {
                        log.add(error);
                    }

                    @Override
                    public void onComplete() {
                        log.add("complete");
                    }
                });
        while (log.isEmpty()) {
            settle();
        }

        assertThat(log).containsExactly("complete");
        assertThat(seen[0]).isEqualTo(1_000_000);
    }

    @Test
    void anEmitterThatLeaksOutIsRefusedAfterTheEnd(TestHub hub) {
        List<Emitter<Integer>> leaked = new ArrayList<>();
        TestSubscriber<Integer> subscriber = Flowables.<Integer>from(hub.hub(), leaked::add).test();
        settle();

        assertThatThrownBy(() -> leaked.getFirst().send(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has returned");
        subscriber.assertResult();
    }

    @Test
    void operatorsOfRxJavaWorkOnIt(TestHub hub) {
        var doubled = numbers(hub, 100).map(n -> n * 2).filter(n -> n % 3 == 0).take(4);

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(doubled)))
                .containsExactly(6, 12, 18, 24);
    }

    @Test
    void itRunsOnTheHubOfTheSubscribingGreenlet(TestHub hub) {
        Flowable<Hub> hubs = Flowables.from(out -> out.send(Hub.current()));
        var greenlet = Green.spawn(() -> FlowableIterateTest.listOf(Flowables.iterate(hubs)));

        assertThat(greenlet.get()).containsExactly(hub.hub());
        assertThat(hubs.blockingFirst()).isSameAs(Hub.shared());
    }

    @Test
    void aClosedHubIsAnError() {
        var closed = Hub.open("closed");
        closed.close();

        Flowables.from(closed, out -> out.send(1)).test().assertFailure(HubClosed.class);
    }

    @Test
    void aHubThatClosesMeanwhileIsAnError() {
        var closing = Hub.open("closing");
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(closing, out -> out.send(1)).test(0);
        closing.run(() -> {
            Green.yieldNow();
            return true;
        });

        closing.close(Duration.ZERO);

        subscriber.awaitDone(5, TimeUnit.SECONDS).assertFailure(jevent.GreenletExit.class);
    }

    @Test
    void theAssemblyHookSeesIt(TestHub hub) {
        RxJavaPlugins.setOnFlowableAssembly(source -> {
            log.add(source.getClass().getSimpleName());
            return source;
        });
        numbers(hub, 1);

        assertThat(log).containsExactly("GreenletFlowable");
    }
}
