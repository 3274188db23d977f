package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.SingleSubject;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@ExtendWith(Undeliverable.class)
class SingleAwaitKillTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aKillDisposesBeforeTheGreenletSeesIt() {
        var log = new ArrayList<String>();
        var source = Single.never().doOnDispose(() -> log.add("disposed"));
        var waiting =
                Green.spawn(() -> {
                    try {
                        Singles.await(source);
                    } catch (GreenletExit e) {
                        log.add("seen");
                        throw e;
                    }
                });
        Green.yieldNow();

        waiting.kill();
        log.add("dead");

        assertThat(log).containsExactly("disposed", "seen", "dead");
        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aKillDisposesOnceAndAsksNothing() {
        var source = new ManualSingle<String>();
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();

        waiting.kill();
        waiting.kill();

        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void theOwnLimitDisposes(TestHub hub) {
        var source = new ManualSingle<String>();

        assertThatThrownBy(() -> Singles.await(source, SECOND))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("1 s");

        assertThat(source.log).containsExactly("dispose");
        assertThat(hub.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void anOuterTimeoutPassesThrough() {
        var source = new ManualSingle<String>();

        try (var outer = Timeout.start(SECOND)) {
            assertThatThrownBy(() -> Singles.await(source, Duration.ofHours(1))).isSameAs(outer);
        }

        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void aValueInTimeLeavesNoTimer(TestHub hub) {
        var subject = SingleSubject.<String>create();
        Green.spawnLater(SECOND, () -> subject.onSuccess("in time"));

        assertThat(Singles.await(subject, Duration.ofHours(1))).isEqualTo("in time");

        assertThat(hub.hub().stats().timers()).isZero();
        assertThat(subject.hasObservers()).isFalse();
    }

    @Test
    void anInterruptIsAKillAndKeepsItsFlag() {
        var source = new ManualSingle<String>();
        var thread = new Thread[1];
        var flag = new boolean[1];
        var waiting =
                Green.spawn(() -> {
                    thread[0] = Thread.currentThread();
                    try {
                        Singles.await(source);
                    } finally {
                        flag[0] = thread[0].isInterrupted();
                    }
                });
        Green.yieldNow();

        thread[0].interrupt();
        waiting.join();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(source.log).containsExactly("dispose");
        assertThat(flag[0]).isTrue();
    }

    @Test
    void aReadyValueIsReturnedInSpiteOfAnInterrupt() {
        var flag = new boolean[1];
        var greenlet =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    String value = Singles.await(Single.just("ready"));
                    flag[0] = Thread.interrupted();
                    return value;
                });

        assertThat(greenlet.get()).isEqualTo("ready");
        assertThat(flag[0]).isTrue();
        assertThat(Green.spawn(() -> Singles.await(Single.just("next"))).get()).isEqualTo("next");
    }

    @Test
    void aSourceThatArrivesAfterTheKillIsDisposed() {
        var source = new ManualSingle<String>(observer -> {});
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();
        waiting.kill();

        var late = Disposable.empty();
        source.observer().onSubscribe(late);

        assertThat(late.isDisposed()).isTrue();
    }

    @Test
    void aLateErrorGoesToTheHookOnce() {
        var source = new ManualSingle<String>();
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();
        waiting.kill();

        var late = new IOException("late");
        source.observer().onError(late);

        assertThat(Undeliverable.take()).containsExactly(late);
        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aLateValueDisturbsNobody() {
        var source = new ManualSingle<String>();
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();
        waiting.kill();

        source.observer().onSuccess("late");

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void theKillArrivesThoughDisposeThrows() {
        var broken = new IllegalStateException("cannot dispose");
        var source = new ManualSingle<String>().failingToDispose(broken);
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();

        waiting.kill();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(Undeliverable.take()).containsExactly(broken);
    }

    @Test
    void ofTwoWhoWaitTheKillOfOneLeavesTheOther() {
        var subject = SingleSubject.<String>create();
        var one = Green.spawn(() -> Singles.await(subject));
        var other = Green.spawn(() -> Singles.await(subject));
        Green.yieldNow();

        one.kill();
        subject.onSuccess("for the other");

        assertThat(other.get()).isEqualTo("for the other");
    }

    @Test
    void aKillThatFindsTheValueThereLosesNothing() {
        var subject = SingleSubject.<String>create();
        var waiting = Green.spawn(() -> Singles.await(subject));
        Green.yieldNow();

        subject.onSuccess("handed over");
        waiting.killLater();

        assertThat(waiting.get()).isEqualTo("handed over");
    }

    @Test
    void theEndOfTheHubDisposes() {
        var source = new ManualSingle<String>();
        var hub = jevent.Hub.open("ending");
        var waiting = hub.spawn(() -> Singles.await(source));
        hub.run(() -> {
            Green.yieldNow();
            return true;
        });

        hub.close(Duration.ZERO);

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void afterAnInterruptTheNextAwaitWorks() {
        var greenlet =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> Singles.await(Single.never()))
                            .isInstanceOf(GreenletExit.class);
                    assertThat(Thread.interrupted()).isTrue();
                    return Singles.await(Singles.from(() -> "next"));
                });

        assertThat(greenlet.get()).isEqualTo("next");
    }

    @Test
    void aValueInTheVeryMomentOfTheLimitHasOneOutcome(TestHub hub) {
        for (boolean valueFirst : new boolean[] {true, false}) {
            var source = new ManualSingle<String>();
            if (valueFirst) {
                Green.spawnLater(SECOND, () -> source.observer().onSuccess("value"));
            }
            var waiting = Green.spawn(() -> Singles.await(source, SECOND));
            waiting.rawLink(() -> {});
            Green.yieldNow();
            if (!valueFirst) {
                Green.spawnLater(SECOND, () -> source.observer().onSuccess("value"));
            }

            waiting.join();
            Green.sleep(SECOND);

            if (waiting.isSuccessful()) {
                assertThat(waiting.get()).isEqualTo("value");
                assertThat(source.log).isEmpty();
            } else {
                assertThat(waiting.failure()).isInstanceOf(Timeout.class);
                assertThat(source.log).containsExactly("dispose");
            }
            assertThat(hub.hub().stats().timers()).isZero();
        }
    }

    @Test
    void tenThousandMayWaitAtOnceEachWithALimit(TestHub hub) {
        var subject = SingleSubject.<Integer>create();
        List<Greenlet<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiting.add(Green.spawn(() -> Singles.await(subject, Duration.ofHours(1))));
        }
        Green.yieldNow();
        assertThat(hub.hub().stats().timers()).isEqualTo(10_000);

        subject.onSuccess(7);

        assertThat(waiting).allSatisfy(each -> assertThat(each.get()).isEqualTo(7));
        assertThat(hub.hub().stats().timers()).isZero();
        assertThat(hub.elapsed()).isZero();
    }

    @Test
    void othersRunWhileOneWaitsInsideAMonitor() {
        var monitor = new Object();
        var subject = SingleSubject.<String>create();
        var waiting =
                Green.spawn(() -> {
                    synchronized (monitor) {
                        return Singles.await(subject);
                    }
                });
        Green.yieldNow();

        subject.onSuccess("value");

        assertThat(waiting.get()).isEqualTo("value");
    }
}
