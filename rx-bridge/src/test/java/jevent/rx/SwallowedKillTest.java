package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.Greenlet;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A greenlet that waits inside somebody's operator is killed there, and the operator takes the
/// kill for an error that it can handle.
@GreenTest
@ExtendWith(Undeliverable.class)
class SwallowedKillTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Object> log = new ArrayList<>();

    private static int wait(int n) {
        Green.sleep(LONG);
        return n;
    }

    private void killed(Runnable body) {
        Greenlet<?> greenlet =
                Green.spawn(() -> {
                    try {
                        body.run();
                        log.add("went on");
                    } finally {
                        log.add(Singles.await(Single.just("cleaned up").hide()));
                        Green.sleep(1);
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).containsExactly("cleaned up");
        assertThat(greenlet.isKilled()).isTrue();
        log.clear();
    }

    @Test
    void anAwaitThrowsIt() {
        int[] tries = {0};
        var tryingAgain = Single.fromCallable(() -> tries[0]++ == 0 ? wait(1) : 2).retry(1);
        var waiting = Single.just(1).map(SwallowedKillTest::wait);

        killed(() -> Singles.await(tryingAgain));
        killed(() -> Singles.await(waiting.onErrorReturnItem(7)));
        killed(() -> Maybes.await(Maybe.fromSingle(waiting).onErrorComplete()));
        killed(() -> Completables.await(Completable.fromSingle(waiting).onErrorComplete()));

        assertThat(tries[0]).isEqualTo(2);
    }

    @Test
    void aLoopThrowsIt() {
        var waiting = Flowable.range(0, 3).map(SwallowedKillTest::wait);

        killed(() -> Flowables.forEach(waiting.onErrorReturnItem(7), log::add));
        killed(() -> Flowables.forEach(waiting.hide().onErrorReturnItem(7), log::add));
    }

    @Test
    void aBodyIsThrownItWhenItComesBackFromTheSubscriber(TestHub hub) {
        List<Greenlet<?>> bodies = new ArrayList<>();
        var subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    bodies.add(Green.current());
                                    out.send(0);
                                    log.add("went on");
                                })
                        .concatMapSingle(n ->
                                Single.just(n).map(SwallowedKillTest::wait).onErrorReturnItem(7))
                        .test();
        Green.yieldNow();

        bodies.getFirst().kill();

        assertThat(log).isEmpty();
        subscriber.assertValues(7).assertError(jevent.GreenletExit.class);
    }
}
