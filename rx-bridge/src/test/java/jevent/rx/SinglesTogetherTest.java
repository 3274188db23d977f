package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;

import jevent.Green;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Several at once: all of them, or the first.
@GreenTest
@ExtendWith(Undeliverable.class)
class SinglesTogetherTest {

    private final SingleSubject<Integer> one = SingleSubject.create();
    private final SingleSubject<Integer> other = SingleSubject.create();
    private final IOException error = new IOException("broken");

    @Test
    void allInTheirOrderWhoeverIsFirst() {
        var waiting = Green.spawn(() -> Singles.awaitAll(List.of(one, Single.just(0), other)));
        Green.yieldNow();

        other.onSuccess(2);
        one.onSuccess(1);

        assertThat(waiting.get()).containsExactly(1, 0, 2);
    }

    @Test
    void readyOnesCostNoWait() {
        var greenlet = Green.spawn(() -> "ran");

        assertThat(Singles.awaitAll(List.of(Single.just(1), Single.just(2)))).containsExactly(1, 2);
        assertThat(Singles.race(List.of(Single.just(1), Single.just(2)))).isEqualTo(1);

        assertThat(greenlet.isReady()).isFalse();
        greenlet.join();
    }

    @Test
    void allOfNoneAreNone() {
        assertThat(Singles.awaitAll(List.<Single<Integer>>of())).isEmpty();
    }

    @Test
    void theyRunAtTheSameTime(TestHub hub) {
        List<Single<String>> sleepers = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int seconds = i;
            sleepers.add(
                    Singles.from(
                            hub.hub(),
                            () -> {
                                Green.sleep(Duration.ofSeconds(seconds));
                                return "after " + seconds;
                            }));
        }

        assertThat(Singles.awaitAll(sleepers)).containsExactly("after 1", "after 2", "after 3");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(Singles.race(sleepers)).isEqualTo("after 1");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theFirstErrorOfAllDisposesTheOthers() {
        var waiting = Green.spawn(() -> Singles.awaitAll(List.of(one, other)));
        waiting.rawLink(() -> {});
        Green.yieldNow();

        other.onError(error);

        assertThat(one.hasObservers()).isFalse();
        assertThatThrownBy(waiting::get).isSameAs(error);
    }

    @Test
    void aSecondErrorGoesToTheHook() {
        var late = new ManualSingle<Integer>();
        var waiting = Green.spawn(() -> Singles.awaitAll(List.of(late, other)));
        waiting.rawLink(() -> {});
        Green.yieldNow();
        other.onError(error);
        var second = new IOException("second");
        late.observer().onError(second);

        assertThatThrownBy(waiting::get).isSameAs(error);
        assertThat(late.log).containsExactly("dispose");
        assertThat(Undeliverable.take()).containsExactly(second);
    }

    @Test
    void aKillAndATimeoutDisposeAll() {
        var waiting = Green.spawn(() -> Singles.awaitAll(List.of(one, other)));
        Green.yieldNow();
        waiting.kill();
        assertThat(one.hasObservers() || other.hasObservers()).isFalse();

        assertThatThrownBy(() ->
                        Timeout.<Integer>call(
                                Duration.ofSeconds(1), () -> Singles.race(List.of(one, other))))
                .isInstanceOf(Timeout.class);
        assertThat(one.hasObservers() || other.hasObservers()).isFalse();
    }

    @Test
    void theWinnerDisposesTheOthers() {
        var waiting = Green.spawn(() -> Singles.race(List.of(one, other)));
        Green.yieldNow();

        other.onSuccess(2);

        assertThat(one.hasObservers()).isFalse();
        assertThat(waiting.get()).isEqualTo(2);
    }

    @Test
    void theFirstMayAlsoBeTheFirstToFail() {
        var waiting = Green.spawn(() -> Singles.race(List.of(one, other)));
        waiting.rawLink(() -> {});
        Green.yieldNow();

        one.onError(error);

        assertThat(other.hasObservers()).isFalse();
        assertThatThrownBy(waiting::get).isSameAs(error);
    }

    @Test
    void aRaceOfNoneIsRefused() {
        assertThatThrownBy(() -> Singles.race(List.<Single<Integer>>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one or more");
    }
}
