package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;

import jevent.Green;
import jevent.GreenletExit;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.util.List;

/// Several at once that may have no value: all of them, or the first.
@GreenTest
@ExtendWith(Undeliverable.class)
class MaybesTogetherTest {

    private final MaybeSubject<Integer> one = MaybeSubject.create();
    private final MaybeSubject<Integer> other = MaybeSubject.create();
    private final CompletableSubject end = CompletableSubject.create();
    private final CompletableSubject otherEnd = CompletableSubject.create();
    private final IOException error = new IOException("broken");

    @Test
    void allMaybesInTheirOrderWithNullForEmpty() {
        var waiting =
                Green.spawn(() -> Maybes.awaitAll(List.of(one, Maybe.<Integer>empty(), other)));
        Green.yieldNow();

        other.onSuccess(2);
        one.onSuccess(1);

        assertThat(waiting.get()).containsExactly(1, null, 2);
    }

    @Test
    void theFirstErrorOfMaybesDisposesTheOthers() {
        var waiting = Green.spawn(() -> Maybes.awaitAll(List.of(one, other)));
        Green.yieldNow();

        other.onError(error);

        assertThatThrownBy(waiting::get).isSameAs(error);
        assertThat(one.hasObservers()).isFalse();
    }

    @Test
    void anEmptyMaybeMayWin() {
        var waiting = Green.spawn(() -> Maybes.race(List.of(one, other)));
        Green.yieldNow();

        one.onComplete();

        assertThat(waiting.get()).isNull();
        assertThat(other.hasObservers()).isFalse();
    }

    @Test
    void allCompletablesHaveToEnd() {
        var waiting = Green.spawn(() -> Completables.awaitAll(List.of(end, otherEnd)));
        Green.yieldNow();
        otherEnd.onComplete();
        Green.yieldNow();
        assertThat(waiting.isReady()).isFalse();

        end.onComplete();
        waiting.join();

        assertThat(waiting.isSuccessful()).isTrue();
    }

    @Test
    void theFirstErrorOfCompletablesDisposesTheOthers() {
        var waiting = Green.spawn(() -> Completables.awaitAll(List.of(end, otherEnd)));
        Green.yieldNow();

        otherEnd.onError(error);

        assertThatThrownBy(waiting::get).isSameAs(error);
        assertThat(end.hasObservers()).isFalse();
    }

    @Test
    void theFirstCompletableWins() {
        var waiting = Green.spawn(() -> Completables.race(List.of(end, otherEnd)));
        Green.yieldNow();

        otherEnd.onComplete();
        waiting.join();

        assertThat(waiting.isSuccessful()).isTrue();
        assertThat(end.hasObservers()).isFalse();
    }

    @Test
    void killDisposesAll() {
        var waiting = Green.spawn(() -> Completables.awaitAll(List.of(end, otherEnd)));
        Green.yieldNow();

        waiting.kill();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(end.hasObservers()).isFalse();
        assertThat(otherEnd.hasObservers()).isFalse();
    }

    @Test
    void allOfNoneAreNoneAndNobodyWins() {
        Completables.awaitAll(List.of());
        assertThat(Maybes.awaitAll(List.<Maybe<Integer>>of())).isEmpty();

        assertThatIllegalArgumentException().isThrownBy(() -> Completables.race(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Maybes.race(List.<Maybe<Integer>>of()));
    }
}
