package jevent.rx.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subjects.PublishSubject;

import jevent.Green;
import jevent.Hub;
import jevent.rx.Flowables;
import jevent.rx.Singles;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The test moves the clock, and nobody else does.
class HubTimeTest {

    private static Flowable<String> beats(Hub hub) {
        return Flowables.from(
                hub,
                out -> {
                    for (int i = 0; i < 3; i++) {
                        Green.sleep(Duration.ofSeconds(1));
                        out.send("beat " + i);
                    }
                });
    }

    @RxTest
    void whatIsDueAtTheVeryEndHasHappened(TestHub hub) {
        var time = HubTime.of(hub);
        var ticks = Flowable.interval(1, TimeUnit.MINUTES).test();
        ticks.assertEmpty();

        time.advanceTimeBy(59, TimeUnit.SECONDS);
        ticks.assertEmpty();

        time.advanceTimeBy(1, TimeUnit.SECONDS);
        ticks.assertValues(0L);

        time.advanceTimeTo(3, TimeUnit.MINUTES);
        ticks.assertValues(0L, 1L, 2L);
        assertThat(time.now(TimeUnit.SECONDS)).isEqualTo(180);
        ticks.cancel();
    }

    @RxTest
    void greenletsSleepByIt(TestHub hub) {
        var time = HubTime.of(hub);
        var beats = beats(hub.hub()).test();

        time.advanceTimeBy(2, TimeUnit.SECONDS);
        beats.assertValues("beat 0", "beat 1").assertNotComplete();

        time.advanceTimeBy(1, TimeUnit.HOURS);
        beats.assertResult("beat 0", "beat 1", "beat 2");
    }

    @GreenTest
    void theThreadThatCarriesTheHubMovesItToo(TestHub hub) {
        var time = HubTime.of(hub);
        var beats = beats(hub.hub()).test();

        time.advanceTimeBy(1, TimeUnit.SECONDS);

        beats.assertValues("beat 0");
        time.advanceTimeBy(2, TimeUnit.SECONDS);
        beats.assertComplete();
    }

    @RxTest
    void whatNeedsNoTimeIsTriggered(TestHub hub) {
        var time = HubTime.of(hub);
        var source = PublishSubject.<Integer>create();
        var doubled = source.flatMapSingle(n -> Singles.from(() -> 2 * n)).test();

        source.onNext(21);
        doubled.assertEmpty();
        time.triggerActions();

        doubled.assertValues(42);
        assertThat(hub.elapsed()).isZero();
    }

    @RxTest
    void itDoesNotGoBack(TestHub hub) {
        var time = HubTime.of(hub);
        time.advanceTimeBy(2, TimeUnit.SECONDS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> time.advanceTimeTo(1, TimeUnit.SECONDS));
    }
}
