package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Sources that break the rules, from every place: no wait hangs, and nothing is lost unsaid.
@GreenTest
@ExtendWith(Undeliverable.class)
class SingleAwaitProtocolTest {

    private final Disposable upstream = Disposable.empty();
    private final CompletableFuture<Boolean> sent = new CompletableFuture<>();

    /// What the observer threw at the source.
    private final List<Throwable> refusals = new CopyOnWriteArrayList<>();

    private String await(Place place, Consumer<SingleObserver<? super String>> signals) {
        var source =
                new ManualSingle<String>(observer ->
                        place.run(() -> {
                            try {
                                signals.accept(observer);
                            } catch (Throwable e) {
                                refusals.add(e);
                            } finally {
                                sent.complete(true);
                            }
                        }));
        return Singles.await(source);
    }

    /// The awaiter may be gone before the source has done its worst.
    private void awaitSource() {
        while (!sent.isDone()) {
            Green.sleep(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aValueBeforeOnSubscribeIsAnError(Place place) {
        assertThatThrownBy(() -> await(place, observer -> observer.onSuccess("early")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before onSubscribe");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anErrorBeforeOnSubscribeArrives(Place place) {
        var error = new IOException("early");

        assertThatThrownBy(() -> await(place, observer -> observer.onError(error))).isSameAs(error);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aSubscriptionAfterTheEndIsDisposed(Place place) {
        assertThatThrownBy(() ->
                        await(
                                place,
                                observer -> {
                                    observer.onSuccess("early");
                                    observer.onSubscribe(upstream);
                                }))
                .isInstanceOf(IllegalStateException.class);

        awaitSource();
        assertThat(upstream.isDisposed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aSecondSubscriptionIsDisposedAndTheFirstGoesOn(Place place) {
        var second = Disposable.empty();

        String value =
                await(
                        place,
                        observer -> {
                            observer.onSubscribe(upstream);
                            observer.onSubscribe(second);
                            observer.onSuccess("of the first");
                        });

        assertThat(value).isEqualTo("of the first");
        assertThat(upstream.isDisposed()).isFalse();
        assertThat(second.isDisposed()).isTrue();
        assertThat(Undeliverable.take())
                .singleElement()
                .isInstanceOf(ProtocolViolationException.class);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aNullSubscriptionIsRefusedAndTheWaitFails(Place place) {
        assertThatThrownBy(() -> await(place, observer -> observer.onSubscribe(null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onSubscribe");

        awaitSource();
        assertThat(refusals).singleElement().isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aNullValueIsRefusedAndTheWaitFails(Place place) {
        assertThatThrownBy(() ->
                        await(
                                place,
                                observer -> {
                                    observer.onSubscribe(upstream);
                                    observer.onSuccess(new ManualSingle<String>().nothing());
                                }))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onSuccess");

        awaitSource();
        assertThat(refusals).singleElement().isInstanceOf(NullPointerException.class);
        assertThat(upstream.isDisposed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aNullErrorIsRefusedAndTheWaitFails(Place place) {
        assertThatThrownBy(() ->
                        await(
                                place,
                                observer -> {
                                    observer.onSubscribe(upstream);
                                    observer.onError(null);
                                }))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("onError");

        awaitSource();
        assertThat(refusals).singleElement().isInstanceOf(NullPointerException.class);
        assertThat(upstream.isDisposed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void theFirstOfTwoValuesCounts(Place place) {
        String value =
                await(
                        place,
                        observer -> {
                            observer.onSubscribe(upstream);
                            observer.onSuccess("first");
                            observer.onSuccess("second");
                        });

        awaitSource();
        assertThat(value).isEqualTo("first");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anErrorAfterTheValueGoesToTheHook(Place place) {
        var error = new IOException("too late");

        String value =
                await(
                        place,
                        observer -> {
                            observer.onSubscribe(upstream);
                            observer.onSuccess("value");
                            observer.onError(error);
                        });

        awaitSource();
        assertThat(value).isEqualTo("value");
        assertThat(Undeliverable.take()).containsExactly(error);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aSecondErrorGoesToTheHook(Place place) {
        var first = new IOException("first");
        var second = new IOException("second");

        assertThatThrownBy(() ->
                        await(
                                place,
                                observer -> {
                                    observer.onSubscribe(upstream);
                                    observer.onError(first);
                                    observer.onError(second);
                                }))
                .isSameAs(first);

        awaitSource();
        assertThat(Undeliverable.take()).containsExactly(second);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"HERE"})
    void whatSubscribeThrowsIsThrownAsItIs(Place place) {
        var error = new IllegalStateException("cannot subscribe");
        var before = new ManualSingle<String>(observer -> raise(error));
        var after =
                new ManualSingle<String>(observer -> {
                    observer.onSubscribe(upstream);
                    raise(error);
                });

        assertThatThrownBy(() -> Singles.await(before)).isSameAs(error);
        assertThatThrownBy(() -> Singles.await(after)).isSameAs(error);

        assertThat(upstream.isDisposed()).isTrue();
    }

    private static void raise(RuntimeException error) {
        throw error;
    }
}
