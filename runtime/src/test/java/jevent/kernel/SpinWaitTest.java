package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/// A driver that stays awake for a moment.
@Timeout(20)
class SpinWaitTest {

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Inbox inbox = new Inbox(_ -> {});
    private boolean due;
    private boolean pollDue;
    private int looks;
    private final Events events =
            (Events)
                    Proxy.newProxyInstance(
                            Events.class.getClassLoader(),
                            new Class<?>[] {Events.class},
                            (_, method, _) -> asked(method.getName()));

    private boolean asked(String question) {
        looks += question.equals("isDue") ? 1 : 0;
        return question.equals("isDue") ? due : pollDue;
    }

    private void mail() {
        inbox.push(new Call(() -> {}));
    }

    /// Which of so many idle times are spent awake.
    private List<Integer> awake(SpinWait spinWait, int idleTimes) {
        List<Integer> awake = new ArrayList<>();
        for (int i = 1; i <= idleTimes; i++) {
            looks = 0;
            spinWait.await();
            if (looks > 0) {
                awake.add(i);
            }
        }
        return awake;
    }

    @Test
    void endsWhenSomethingHasBeenSent() {
        mail();

        new SpinWait(inbox, events, FOR_EVER).await();

        assertThat(looks).isZero();
    }

    @Test
    void endsWhenAnotherThreadSends() {
        var sender = Thread.ofPlatform().unstarted(this::mail);
        var spinWait = new SpinWait(inbox, events, FOR_EVER);

        sender.start();
        spinWait.await();

        assertThat(inbox.isEmpty()).isFalse();
    }

    @Test
    void endsWhenATimerIsDue() {
        due = true;

        new SpinWait(inbox, events, FOR_EVER).await();

        assertThat(looks).isOne();
    }

    @Test
    void isTriedLessAndLessWhereNothingComes() {
        var spinWait = new SpinWait(inbox, events, 1);

        assertThat(awake(spinWait, 600)).containsExactly(1, 3, 7, 15, 31, 63, 127, 255, 511);
    }

    @Test
    void isTriedEachTimeAgainOnceSomethingHasCome() {
        var spinWait = new SpinWait(inbox, events, 1);
        awake(spinWait, 14);
        due = true;
        assertThat(awake(spinWait, 1)).containsExactly(1);

        assertThat(awake(spinWait, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void isForHubsWithoutChannelsOnly() {
        pollDue = true;

        new SpinWait(inbox, events, FOR_EVER).await();

        assertThat(looks).isZero();
    }

    @Test
    void isOffUnlessAskedFor() {
        new SpinWait(inbox, events, SpinWait.nanos("0")).await();

        assertThat(looks).isZero();
    }

    @Test
    void takesMicroseconds() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);

        assertThat(SpinWait.nanos("50")).isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "50us", ""})
    void refusesWhatIsNoLimit(String limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpinWait.nanos(limit))
                .withMessage(
                        "jevent.spin=%s: must be microseconds, from 0, which is never, to 1000",
                        limit);
    }
}
