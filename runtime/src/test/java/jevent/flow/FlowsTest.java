package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;

/// JDK publishers in straight-line code.
@GreenTest
class FlowsTest {

    private final ManualPublisher<Integer> source = new ManualPublisher<>();
    private final List<Object> log = new ArrayList<>();

    private static Flow.Publisher<Integer> upTo(int n) {
        return Flows.from(out -> {
            for (int i = 0; i < n; i++) {
                out.send(i);
            }
        });
    }

    // ---- one of many

    @Test
    void oneOfMany() {
        assertThat(Flows.<Integer>first(upTo(3))).isEqualTo(0);
        assertThat(Flows.<Integer>last(upTo(3))).isEqualTo(2);
        assertThat(Flows.<Integer>lastOrNull(upTo(3))).isEqualTo(2);
        assertThat(Flows.<Integer>firstOrNull(upTo(3))).isEqualTo(0);
        assertThat(Flows.<Integer>firstOrElse(upTo(3), () -> 7)).isEqualTo(0);
        assertThat(Flows.<Integer>single(upTo(1))).isEqualTo(0);
        assertThat(Flows.<Integer>singleOrNull(upTo(1))).isEqualTo(0);
    }

    @Test
    void noneOfNone() {
        assertThatThrownBy(() -> Flows.first(upTo(0)))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("firstOrNull");
        assertThatThrownBy(() -> Flows.last(upTo(0))).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> Flows.single(upTo(0))).isInstanceOf(NoSuchElementException.class);
        assertThat(Flows.<Integer>firstOrNull(upTo(0))).isNull();
        assertThat(Flows.<Integer>lastOrNull(upTo(0))).isNull();
        assertThat(Flows.<Integer>singleOrNull(upTo(0))).isNull();
        assertThat(Flows.<Integer>firstOrElse(upTo(0), () -> 7)).isEqualTo(7);
    }

    @Test
    void aSecondIsTooManyForSingleAndCancels() {
        var waiting = Green.spawn(() -> Flows.<Integer>singleOrNull(source));
        Green.yieldNow();

        source.subscriber().onNext(1);
        source.subscriber().onNext(2);

        assertThatThrownBy(waiting::get).isInstanceOf(IllegalArgumentException.class);
        assertThat(source.asked).containsExactly("all", "cancel");
    }

    @Test
    void firstAsksForOneAndCancels() {
        var waiting = Green.spawn(() -> Flows.<Integer>first(source));
        Green.yieldNow();

        source.subscriber().onNext(1);

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(source.asked).containsExactly("1", "cancel");
    }

    @Test
    void lastWaitsForTheEndNotForTheElement() {
        var waiting = Green.spawn(() -> Flows.<Integer>last(source));
        Green.yieldNow();

        source.subscriber().onNext(1);
        Green.yieldNow();
        assertThat(waiting.isReady()).isFalse();
        source.subscriber().onComplete();

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(source.asked).containsExactly("all");
    }

    // ---- kill, timeout, errors

    @Test
    void aKillCancelsBeforeTheGreenletSeesIt() {
        var waiting =
                Green.spawn(() -> {
                    try {
                        Flows.first(source);
                    } catch (GreenletExit killed) {
                        log.addAll(source.asked);
                        throw killed;
                    }
                });
        Green.yieldNow();

        waiting.kill();

        assertThat(log).containsExactly("1", "cancel");
    }

    @Test
    void aTimeoutCancels(TestHub hub) {
        Duration limit = Duration.ofSeconds(3);

        assertThatThrownBy(() -> Timeout.call(limit, () -> Flows.first(source)))
                .isInstanceOf(Timeout.class);

        assertThat(hub.elapsed()).isEqualTo(limit);
        assertThat(source.asked).containsExactly("1", "cancel");
    }

    @Test
    void anErrorIsTheVeryObjectWithoutItsWrapper() {
        var error = new IOException("broken");
        var waiting = Green.spawn(() -> Flows.<Integer>first(source));
        Green.yieldNow();

        source.subscriber().onError(new CompletionException(error));

        assertThatThrownBy(waiting::get).isSameAs(error);
    }

    @Test
    void whatSubscribeThrowsIsThrown() {
        var error = new IllegalStateException("cannot subscribe");
        Flow.Publisher<Integer> broken =
                subscriber -> {
                    throw error;
                };

        assertThatThrownBy(() -> Flows.first(broken)).isSameAs(error);
        assertThatThrownBy(() -> Flows.iterate(broken).forEach(log::add)).isSameAs(error);
    }

    @Test
    void anErrorThatComesTooLateGoesToTheErrorHandler(TestHub hub) {
        var late = new IOException("late");
        var waiting = Green.spawn(() -> Flows.<Integer>first(source));
        Green.yieldNow();
        waiting.kill();

        source.subscriber().onError(late);
        Green.yieldNow();

        assertThat(hub.takeFailures()).containsExactly(late);
    }

    @Test
    void aSubscriptionThatComesTooLateIsCancelled() {
        var kept = new ArrayList<Flow.Subscriber<? super Integer>>();
        Flow.Publisher<Integer> slow = kept::add;
        var waiting = Green.spawn(() -> Flows.<Integer>first(slow));
        Green.yieldNow();
        waiting.kill();

        kept.getFirst().onSubscribe(source);

        assertThat(source.asked).containsExactly("cancel");
    }

    // ---- iteration

    @Test
    void aLoopAsksAheadAndAgainAfterThreeQuarters() {
        var loop = Green.spawn(() -> Flows.iterate(source, 4).forEach(log::add));
        Green.yieldNow();
        for (int i = 0; i < 4; i++) {
            source.subscriber().onNext(i);
        }
        Green.yieldNow();
        source.subscriber().onComplete();
        loop.join();

        assertThat(source.asked).containsExactly("4", "3");
        assertThat(log).containsExactly(0, 1, 2, 3);
    }

    @Test
    void elementsComeBeforeTheError() {
        var error = new IOException("broken");
        var loop = Green.spawn(() -> Flows.iterate(source).forEach(log::add));
        Green.yieldNow();
        source.subscriber().onNext(1);
        source.subscriber().onNext(2);
        source.subscriber().onError(error);

        assertThatThrownBy(loop::get).isSameAs(error);
        assertThat(log).containsExactly(1, 2);
    }

    @Test
    void aLoopThatIsLeftCancels() {
        var loop =
                Green.spawn(() -> {
                    try (var pass = Flows.iterate(source, 2)) {
                        log.add(pass.iterator().next());
                    }
                });
        Green.yieldNow();
        source.subscriber().onNext(1);
        loop.get();

        assertThat(log).containsExactly(1);
        assertThat(source.asked).containsExactly("2", "cancel");
    }

    @Test
    void aPassThatNobodyClosesEndsWithItsGreenlet() {
        Green.spawn(() -> Flows.iterate(source, 2).iterator()).join();
        Green.yieldNow();

        assertThat(source.asked).containsExactly("2", "cancel");
    }

    @Test
    void theJdksOwnPublisherIsIterated() {
        var publisher = new SubmissionPublisher<Integer>();
        var loop = Green.spawn(() -> Flows.iterate(publisher, 8).stream().toList());
        Green.yieldNow();
        Thread.ofPlatform()
                .start(() -> {
                    try (publisher) {
                        IntStream.range(0, 1_000).forEach(publisher::submit);
                    }
                });

        assertThat(loop.get()).hasSize(1_000).startsWith(0).endsWith(999);
    }
}
