package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.reactivex.rxjava3.exceptions.ProtocolViolationException;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscriber;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Publishers that break the rules, from every place: no loop hangs, and nothing is lost unsaid.
@GreenTest
@ExtendWith(Undeliverable.class)
class FlowableIterateProtocolTest {

    private final ManualFlowable<String> upstream = new ManualFlowable<>();

    /// What the subscriber threw at the publisher.
    private final List<Throwable> refusals = new CopyOnWriteArrayList<>();

    private final CompletableFuture<Boolean> sent = new CompletableFuture<>();

    /// What the loop saw: elements, then the error if there was one.
    private List<Object> loop(Place place, Consumer<Subscriber<? super String>> script) {
        var source =
                new ManualFlowable<String>(
                        subscriber -> place.run(() -> send(() -> script.accept(subscriber))));
        List<Object> seen = new ArrayList<>();
        try (var strings = Flowables.iterate(source, 2)) {
            strings.forEach(seen::add);
        } catch (Throwable e) {
            seen.add(e);
        }
        while (!sent.isDone()) {
            Green.sleep(1);
        }
        return seen;
    }

    private void send(Runnable script) {
        try {
            script.run();
        } catch (Throwable e) {
            refusals.add(e);
        } finally {
            sent.complete(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anElementBeforeOnSubscribeIsAnError(Place place) {
        var seen = loop(place, subscriber -> subscriber.onNext("early"));

        assertThat(seen)
                .singleElement()
                .asInstanceOf(THROWABLE)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onNext before onSubscribe");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anEndBeforeOnSubscribeIsAnError(Place place) {
        var seen = loop(place, Subscriber::onComplete);

        assertThat(seen).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anErrorBeforeOnSubscribeArrives(Place place) {
        var error = new IOException("early");

        assertThat(loop(place, subscriber -> subscriber.onError(error))).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aSubscriptionAfterTheEndIsCancelled(Place place) {
        var error = new IOException("early");
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onError(error);
                            subscriber.onSubscribe(upstream);
                        });

        assertThat(seen).containsExactly(error);
        assertThat(upstream.log).containsExactly("cancel");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aSecondSubscriptionIsCancelledAndTheFirstGoesOn(Place place) {
        var second = new ManualFlowable<String>();
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onSubscribe(upstream);
                            subscriber.onSubscribe(second);
                            subscriber.onNext("of the first");
                            subscriber.onComplete();
                        });

        assertThat(seen).containsExactly("of the first");
        assertThat(second.log).containsExactly("cancel");
        assertThat(upstream.log).first().isEqualTo("request(2)");
        assertThat(Undeliverable.take())
                .singleElement()
                .isInstanceOf(ProtocolViolationException.class);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aNullSubscriptionIsRefusedAndTheLoopFails(Place place) {
        var seen = loop(place, subscriber -> subscriber.onSubscribe(null));

        assertThat(seen).singleElement().isInstanceOf(NullPointerException.class);
        assertThat(refusals).singleElement().isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aNullElementIsRefusedAndTheLoopFails(Place place) {
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onSubscribe(upstream);
                            subscriber.onNext("before");
                            subscriber.onNext(null);
                        });

        assertThat(seen).hasSize(2).first().isEqualTo("before");
        assertThat(seen.getLast()).isInstanceOf(NullPointerException.class);
        assertThat(refusals).singleElement().isInstanceOf(NullPointerException.class);
        assertThat(upstream.log).containsExactly("request(2)", "cancel");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aNullErrorIsRefusedAndTheLoopFails(Place place) {
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onSubscribe(upstream);
                            subscriber.onError(null);
                        });

        assertThat(seen).singleElement().isInstanceOf(NullPointerException.class);
        assertThat(refusals).singleElement().isInstanceOf(NullPointerException.class);
        assertThat(upstream.log).containsExactly("request(2)", "cancel");
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"HERE", "GREENLET", "CALLBACK"})
    void moreThanRequestedIsAnErrorAfterWhatWasRequested(Place place) {
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onSubscribe(upstream);
                            for (int i = 0; i < 4; i++) {
                                subscriber.onNext("" + i);
                            }
                        });

        assertThat(seen).hasSize(3).startsWith("0", "1");
        assertThat((Throwable) seen.getLast())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than the 2 elements requested");
        assertThat(upstream.log).containsExactly("request(2)", "cancel");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatComesAfterTheEndIsNotSeen(Place place) {
        var error = new IOException("too late");
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onSubscribe(upstream);
                            subscriber.onNext("last");
                            subscriber.onComplete();
                            subscriber.onNext("after");
                            subscriber.onComplete();
                            subscriber.onError(error);
                        });

        assertThat(seen).containsExactly("last");
        assertThat(Undeliverable.take()).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anEndAfterTheErrorIsNotSeen(Place place) {
        var error = new IOException("first");
        var seen =
                loop(
                        place,
                        subscriber -> {
                            subscriber.onSubscribe(upstream);
                            subscriber.onError(error);
                            subscriber.onComplete();
                        });

        assertThat(seen).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatRequestThrowsIsTheLoopsError(Place place) {
        var error = new IllegalStateException("cannot request");
        upstream.onRequest(n -> {
            throw error;
        });
        var seen = loop(place, subscriber -> subscriber.onSubscribe(upstream));

        assertThat(seen).containsExactly(error);
        assertThat(upstream.log).containsExactly("request(2)", "cancel");
        assertThat(refusals).isEmpty();
    }
}
