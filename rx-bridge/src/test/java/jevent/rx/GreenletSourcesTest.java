package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/// Greenlets that run already as `Single`, `Maybe` and `Completable`.
@GreenTest
@ExtendWith(Undeliverable.class)
class GreenletSourcesTest {

    private final List<Object> log = new ArrayList<>();

    private Greenlet<String> sleeper() {
        return Green.spawn(() -> {
            try {
                Green.sleep(Duration.ofHours(1));
                return "slept";
            } finally {
                log.add("cleaned up");
            }
        });
    }

    private static <T> T inGreenlet(Callable<T> body) {
        return Green.spawn(body).get();
    }

    private static void settle() {
        SinglesFromTest.settle();
    }

    @Test
    void itsValueIsTheSourcesForAll() {
        var value = Green.spawn(() -> "value");

        assertThat(Singles.<String>await(Singles.from(value))).isEqualTo("value");
        assertThat(Singles.<String>await(Singles.from(value))).isEqualTo("value");
        assertThat(Maybes.<String>await(Maybes.from(value))).isEqualTo("value");
        Completables.await(Completables.from(value));
    }

    @Test
    void nullIsEmptyOrAnError() {
        Greenlet<String> nothing = Green.spawn(() -> null);

        assertThat(Maybes.<String>await(Maybes.from(nothing))).isNull();
        Completables.await(Completables.from(nothing));
        assertThatThrownBy(() -> Singles.await(Singles.from(nothing)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null was set or returned");
    }

    @Test
    void itsErrorIsTheVeryObjectWithoutItsWrapper() {
        var error = new IOException("broken");
        Greenlet<String> failing =
                Green.spawn(() -> {
                    Green.yieldNow();
                    throw new CompletionException(error);
                });
        List<Greenlet<Throwable>> awaiting =
                List.of(
                        failureOf(() -> Singles.await(Singles.from(failing))),
                        failureOf(() -> Maybes.await(Maybes.from(failing))),
                        failureOf(() -> Completables.await(Completables.from(failing))));

        for (Greenlet<Throwable> each : awaiting) {
            assertThat(each.get()).isSameAs(error);
        }
    }

    private static Greenlet<Throwable> failureOf(ThrowingCallable await) {
        return Green.spawn(() -> catchThrowable(await));
    }

    @Test
    void disposeLeavesTheGreenlet() {
        var shared = sleeper();
        List<Disposable> all =
                inGreenlet(() ->
                        List.of(
                                Singles.from(shared).subscribe(),
                                Maybes.from(shared).subscribe(),
                                Completables.from(shared).subscribe()));

        all.forEach(Disposable::dispose);
        settle();

        assertThat(shared.isReady()).isFalse();
        shared.kill();
    }

    @Test
    void disposeKillsOneThatIsOwned() {
        for (Callable<Disposable> subscribe : owners()) {
            log.clear();
            inGreenlet(subscribe).dispose();
            settle();

            assertThat(log).containsExactly("cleaned up");
        }
    }

    private List<Callable<Disposable>> owners() {
        return List.of(
                () -> Singles.owning(sleeper()).subscribe(),
                () -> Maybes.owning(sleeper()).subscribe(),
                () -> Completables.owning(sleeper()).subscribe());
    }

    @Test
    void anAwaitThatIsKilledKillsWhatItOwns() {
        var owned = sleeper();
        var waiting = Green.spawn(() -> Singles.await(Singles.owning(owned)));
        settle();

        waiting.kill();
        settle();

        assertThat(owned.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void oneObserversDisposeIsTheOthersError() {
        var owned = sleeper();
        Single<String> single = Singles.owning(owned);
        var other = Green.spawn(() -> Singles.await(single));
        Disposable one = inGreenlet(single::subscribe);
        settle();

        one.dispose();

        assertThatThrownBy(other::get).isInstanceOf(GreenletExit.class);
    }

    @Test
    void disposeAfterTheEndDoesNothing() {
        var ended = Green.spawn(() -> "value");
        Disposable one = Singles.owning(ended).subscribe();
        settle();

        one.dispose();
        settle();

        assertThat(ended.isSuccessful()).isTrue();
    }

    @Test
    void disposedObserversLeaveNothingBehind(TestHub hub) {
        var shared = sleeper();
        Maybe<String> maybe = Maybes.from(shared);
        Completable completable = Completables.from(shared);
        inGreenlet(() -> {
            for (int i = 0; i < 1_000; i++) {
                maybe.subscribe().dispose();
                completable.subscribe().dispose();
            }
            return true;
        });
        settle();

        assertThat(hub.hub().stats().greenlets()).isOne();
        shared.kill();
        assertThat(hub.hub().stats().ready()).isZero();
    }
}
