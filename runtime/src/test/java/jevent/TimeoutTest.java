package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;
import jevent.testing.VirtualClock;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@Tag("concurrency")
class TimeoutTest {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<Object> log = new ArrayList<>();

    @Test
    void anOuterOneThatIsShorterIsThrownByIdentity(TestHub hub) {
        var outer = Timeout.of(SHORT);
        var inner = Timeout.of(LONG);

        try (outer;
                inner) {
            outer.start();
            inner.start();
            Green.sleep(LONG);
        } catch (Timeout over) {
            log.add(over);
        }

        assertThat(log).containsExactly(outer);
        assertThat(inner.isPending()).isFalse();
        assertThat(hub.elapsed()).isEqualTo(SHORT);
    }

    @Test
    void anInnerOneThatIsShorterIsThrownByIdentityAndTheOuterGoesOn() {
        var outer = Timeout.start(LONG);
        var inner = Timeout.start(SHORT);

        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(inner);

        assertThat(outer.isPending()).isTrue();
        outer.close();
    }

    @Test
    void anInnerWaitWithALimitDoesNotAbsorbAnOuterTimeout() {
        var outer = Timeout.start(SHORT);

        assertThatThrownBy(() -> new AsyncResult<String>().get(LONG)).isSameAs(outer);
        outer.start();
        assertThatThrownBy(() -> new Event().await(LONG)).isSameAs(outer);
    }

    @Test
    void anInnerFallbackDoesNotReplaceAnOuterTimeout() {
        var outer = Timeout.start(SHORT);

        assertThatThrownBy(() -> Timeout.callOr(LONG, "fallback", () -> sleepFor(LONG)))
                .isSameAs(outer);
    }

    @Test
    void theFallbackOfTheOneThatFires() {
        assertThat(Timeout.<String>callOr(SHORT, "fallback", () -> sleepFor(LONG)))
                .isEqualTo("fallback");
        assertThat(Timeout.<String>callOr(LONG, "fallback", () -> sleepFor(SHORT)))
                .isEqualTo("slept");
        assertThatThrownBy(() -> Timeout.call(SHORT, () -> sleepFor(LONG)))
                .isInstanceOf(Timeout.class)
                .hasMessage("timed out after 10 ms");
    }

    @Test
    void saysThatItIsOverOnlyWhenItIs() {
        try (var limit = Timeout.of(LONG, "the answer")) {
            assertThat(limit.start()).hasToString("Timeout of 10 s [pending]");
            assertThatThrownBy(limit::start).hasMessageStartingWith("Timeout of 10 s [pending]");
        }
        assertThatThrownBy(() -> Timeout.of(SHORT, "the answer").call(() -> sleepFor(LONG)))
                .hasToString("jevent.Timeout: timed out after 10 ms: the answer");
    }

    private static String sleepFor(Duration duration) {
        Green.sleep(duration);
        return "slept";
    }

    /// Three of them fall due in the same turn; each is seen once, unless it is closed.
    @Test
    void twoThatFireAtTheSameMomentAreThrownOneAfterTheOther() {
        var first = Timeout.start(SHORT);
        var second = Timeout.start(SHORT);

        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(first);
        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(second);
        Green.sleep(LONG);
    }

    @Test
    void theSecondOfTwoThatFireAtTheSameMomentIsNotThrownAfterItsClose() {
        var first = Timeout.start(SHORT);
        var second = Timeout.start(SHORT);

        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(first);
        second.close();
        Green.sleep(LONG);
    }

    /// Somebody else closes it in the very turn between its firing and its delivery.
    @Test
    void theSecondOfTwoMayBeClosedBeforeTheFirstIsDelivered() {
        var timeouts = new ArrayList<Timeout>();
        var sleeper =
                Green.spawn(() -> {
                    timeouts.add(Timeout.start(SHORT));
                    timeouts.add(Timeout.start(SHORT));
                    log.add(catchThrowable(() -> Green.sleep(LONG)));
                    log.add(catchThrowable(() -> Green.sleep(LONG)));
                });
        Green.yieldNow();
        Hub.current().loop().alarm(SHORT.toNanos(), () -> timeouts.get(1).close());

        sleeper.join();

        assertThat(log).containsExactly(timeouts.getFirst(), null);
    }

    @Test
    void oneThatIsDueIsNotThrownAfterItsClose() {
        Timeout due = startedAndDue();

        due.close();
        Green.sleep(LONG);
    }

    @Test
    void oneThatIsDueIsThrownAtTheNextWait() {
        Timeout due = startedAndDue();

        assertThatThrownBy(() -> new Event().await()).isSameAs(due);
    }

    @Test
    void oneThatIsDueIsTakenBackByItsNextStart() {
        Timeout due = startedAndDue();

        due.start();
        due.close();
        Green.sleep(LONG);
    }

    @Test
    void oneThatIsDueIsThrownOnceThoughItWasStartedAgain() {
        Timeout due = startedAndDue();
        due.start();

        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(due);
        Green.sleep(LONG);
    }

    @Test
    void oneThatIsDueDoesNotHitTheFirstWhenAnotherHasStartedAndClosedIt() {
        var event = new Event();
        var limit = Timeout.of(SHORT);
        var other =
                Green.spawn(() -> {
                    event.await();
                    limit.start().close();
                });
        var first =
                Green.spawn(() -> {
                    Hub.current().loop().alarm(SHORT.toNanos(), event::set); // before the limit
                    limit.start();
                    event.await();
                    Green.sleep(LONG);
                });

        first.get();
        other.get();
    }

    @Test
    void aCallOfAPendingOneIsRefusedAndItGoesOn() {
        var limit = Timeout.start(SHORT);

        assertThatThrownBy(() -> limit.call(() -> "body"))
                .isInstanceOf(IllegalStateException.class);

        assertThat(limit.isPending()).isTrue();
        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(limit);
    }

    /// It has fired when the greenlet was ready, and no longer waiting.
    private static Timeout startedAndDue() {
        var event = new Event();
        Hub.current().loop().alarm(SHORT.toNanos(), event::set);
        var limit = Timeout.start(SHORT);
        event.await();
        assertThat(limit.isPending()).isFalse();
        return limit;
    }

    @Test
    void theEventAtTheSameMomentWinsIfItComesFirst() {
        var event = new Event();
        Hub.current().loop().alarm(SHORT.toNanos(), event::set);

        assertThat(event.await(SHORT)).isTrue();
    }

    @Test
    void theTimeoutAtTheSameMomentWinsIfItComesFirst() {
        var event = new Event();
        var limit = Timeout.start(SHORT);
        Hub.current().loop().alarm(SHORT.toNanos(), event::set);

        assertThatThrownBy(event::await).isSameAs(limit);
        event.await();
    }

    @Test
    void aLimitOfZeroIsOverWhenNothingIsThere(TestHub hub) {
        var event = new Event();

        assertThat(event.await(Duration.ZERO)).isFalse();
        event.set();
        assertThat(event.await(Duration.ZERO)).isTrue();
        assertThat(hub.elapsed()).isZero();
    }

    @Test
    void oneOfZeroIsThrownAtTheFirstWaitAndNotBefore(TestHub hub) {
        var limit = Timeout.start(Duration.ZERO);
        log.add("no wait yet");

        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(limit);
        assertThat(hub.elapsed()).isZero();
    }

    @Test
    void oneOfZeroDoesNotTouchABodyThatDoesNotWait() {
        assertThat(Timeout.<String>callOr(Duration.ZERO, "fallback", () -> "at once"))
                .isEqualTo("at once");
    }

    @Test
    void aTimeoutIsDeliveredOnceAndCleanUpMayWait(TestHub hub) {
        var limit = Timeout.start(SHORT);
        try {
            Green.sleep(LONG);
        } catch (Timeout over) {
            Green.sleep(LONG);
            log.add(over);
        }

        assertThat(log).containsExactly(limit);
        assertThat(hub.elapsed()).isEqualTo(LONG.plus(SHORT));
    }

    @Test
    void cancelledItNeverFires() {
        var limit = Timeout.start(SHORT);
        limit.cancel();
        limit.cancel();

        Green.sleep(LONG);
        assertThat(limit.isPending()).isFalse();
    }

    @Test
    void aCancelledOneMayBeStartedAgain() {
        var limit = Timeout.start(SHORT);
        limit.cancel();
        limit.start();

        assertThatThrownBy(() -> Green.sleep(LONG)).isSameAs(limit);
    }

    @Test
    void aSecondStartIsRefused() {
        try (var limit = Timeout.start(LONG)) {
            assertThatThrownBy(limit::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was started before")
                    .hasMessageContaining("cancel it first");
        }
    }

    @Test
    void itLeavesNoTimerBehind(TestHub hub) {
        for (int i = 0; i < 100; i++) {
            Timeout.callOr(LONG, null, () -> null);
        }
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void catchExceptionCatchesNoTimeout() {
        try (var limit = Timeout.start(SHORT)) {
            assertThatThrownBy(TimeoutTest::swallowExceptions).isSameAs(limit);
        }
    }

    @SuppressWarnings("EmptyCatch")
    private static void swallowExceptions() {
        try {
            Green.sleep(LONG);
        } catch (Exception e) {
            // that is the trap
        }
    }

    @Test
    void oneThatWasNeverStartedMayBeThrownByHand() {
        var limit = Timeout.of(SHORT);

        assertThatThrownBy(() -> throwIt(limit)).isSameAs(limit);
        assertThat(limit.isPending()).isFalse();
    }

    private static void throwIt(Timeout limit) {
        throw limit;
    }

    /// The deadline counts from the start, not from the beginning of the turn.
    @Test
    void itCountsFromItsStart() {
        var clock = new VirtualClock();
        try (Hub hub = Hub.open(HubOptions.named("computes").withClock(clock))) {
            boolean early =
                    hub.run(() -> {
                        assertThat(clock.skip(LONG.toNanos())).isTrue(); // it computes so long
                        try (var limit = Timeout.start(SHORT)) {
                            Green.sleep(Duration.ofMillis(9));
                            return limit.isPending();
                        }
                    });
            assertThat(early).isTrue();
        }
    }

    @Test
    void itShowsWhereItWasThrown() {
        var limit = Timeout.start(SHORT);

        assertThatThrownBy(() -> sleepFor(LONG))
                .isSameAs(limit)
                .satisfies(over ->
                        assertThat(over.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("sleepFor")));
    }

    @Test
    void aCheckedExceptionOfTheBodyIsThrownAsItIs() {
        var broken = new IOException("broken");

        assertThatThrownBy(() -> Timeout.call(LONG, () -> raise(broken))).isSameAs(broken);
    }

    private static Object raise(Exception error) throws Exception {
        throw error;
    }

    @Test
    void aKillAndATimeoutAtTheSameMomentAreBothSeen() {
        var sleeper =
                Green.spawn(() -> {
                    var limit = Timeout.start(SHORT);
                    log.add(catchThrowable(() -> Green.sleep(LONG)));
                    log.add(catchThrowable(() -> Green.sleep(LONG)));
                    return limit;
                });
        Green.yieldNow();
        Hub.current().loop().alarm(SHORT.toNanos(), sleeper::killLater);

        Timeout limit = sleeper.get();

        assertThat(log.getFirst()).isSameAs(limit);
        assertThat(log.getLast()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void theLongestDurationIsForEver(TestHub hub) {
        try (var limit = Timeout.start(Duration.ofSeconds(Long.MAX_VALUE))) {
            Green.sleep(Duration.ofDays(10_000));
            assertThat(limit.isPending()).isTrue();
        }
        assertThat(new Event().await(SHORT)).isFalse();
        assertThat(hub.elapsed()).isEqualTo(Duration.ofDays(10_000).plus(SHORT));
    }

    @Test
    void aCallbackCannotBeTimedOut(TestHub hub) {
        Hub.current().execute(() -> Timeout.start(SHORT));
        Green.sleep(1);

        assertThat(hub.takeFailures())
                .singleElement()
                .isInstanceOf(IllegalStateException.class)
                .satisfies(error -> assertThat(error).hasMessageContaining("callback"));
    }

    /// It has ended the wait already, so the wait must throw something.
    @Test
    void oneThatHasFiredIsThrownThoughAnotherGreenletCancelsIt() {
        var limit = Timeout.of(Duration.ofMillis(10));
        var cancelling =
                Green.spawn(() -> {
                    Green.sleep(10);
                    limit.cancel();
                });
        var waiting =
                Green.spawn(() -> {
                    limit.start();
                    return catchThrowable(() -> new Event().await());
                });

        assertThat(waiting.get()).isSameAs(limit);
        cancelling.join();
    }

    @Test
    void aLimitThatWasNotNeededLeavesNoTimerBehind() {
        var event = new Event();
        Green.spawn(event::set);

        assertThat(event.await(Duration.ofHours(1))).isTrue();
        assertThat(Hub.current().stats().timers()).isZero();
    }
}
