package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.CoreSubscriber;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Publishers that break the rules: the await fails or stands, it never hangs, and nothing is lost
/// in silence.
@GreenTest
class AwaitViolationTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static Object await(Consumer<Script<Integer>> behaviour) {
        return Monos.await(Script.of(behaviour).mono());
    }

    @Test
    void aSecondValueIsDropped() {
        Object got =
                await(it -> {
                    it.to().onSubscribe(it);
                    it.to().onNext(1);
                    it.to().onNext(2);
                    it.to().onComplete();
                });

        assertThat(got).isEqualTo(1);
        assertThat(dropped.takeValues()).containsExactly(2);
    }

    @Test
    void signalsAfterTheEndAreDropped() {
        var late = new IOException("late");
        var script = Script.<Integer>quiet();
        var waiting = Green.spawn(() -> Monos.await(script.mono()));
        Green.yieldNow();

        script.to().onNext(1);
        script.to().onComplete();
        script.to().onNext(2);
        script.to().onComplete();
        script.to().onError(late);

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(dropped.takeValues()).containsExactly(2);
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void aSecondSubscriptionIsCancelledAndTheFirstGoesOn() {
        var second = Script.<Integer>quiet();
        var first = Script.<Integer>quiet();
        var waiting = Green.spawn(() -> Monos.await(first.mono()));
        Green.yieldNow();

        first.to().onSubscribe(second);
        first.to().onNext(1);
        first.to().onComplete();

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(second.log).containsExactly("cancel");
        assertThat(first.log).containsExactly("request all");
    }

    @Test
    void aValueBeforeTheSubscriptionFails() {
        assertThatThrownBy(() -> await(it -> it.to().onNext(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onNext before onSubscribe");
    }

    @Test
    void theEndBeforeTheSubscriptionFails() {
        assertThatThrownBy(() -> await(it -> it.to().onComplete()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onComplete before onSubscribe");
    }

    @Test
    void aSubscriptionAfterThatIsCancelled() {
        var script = Script.<Integer>of(it -> it.to().onComplete());
        assertThatThrownBy(() -> Monos.await(script.mono()))
                .isInstanceOf(IllegalStateException.class);

        script.to().onSubscribe(script);

        assertThat(script.log).containsExactly("cancel");
    }

    @Test
    void nullIsRefusedAtOnceAndFailsTheAwait() {
        List<Throwable> refusals = new ArrayList<>();

        assertThatThrownBy(() ->
                        await(it -> {
                            it.to().onSubscribe(it);
                            refuse(refusals, () -> it.to().onNext(null));
                        }))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() ->
                        await(it -> {
                            it.to().onSubscribe(it);
                            refuse(refusals, () -> it.to().onError(null));
                        }))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> await(it -> refuse(refusals, () -> it.to().onSubscribe(null))))
                .isInstanceOf(NullPointerException.class);

        assertThat(refusals).hasSize(3);
    }

    private static void refuse(List<Throwable> refusals, Runnable signal) {
        try {
            signal.run();
        } catch (NullPointerException e) {
            refusals.add(e);
        }
    }

    @Test
    void anErrorBeforeTheSubscriptionIsThrown() {
        var early = new IOException("no connection");

        assertThatThrownBy(() -> await(it -> it.to().onError(early))).isSameAs(early);
    }

    @Test
    void theEndAfterAnErrorIsIgnored() {
        var failure = new IOException("failed");

        assertThatThrownBy(() ->
                        await(it -> {
                            it.to().onSubscribe(it);
                            it.to().onError(failure);
                            it.to().onComplete();
                        }))
                .isSameAs(failure);
    }

    @Test
    void aRequestThatThrowsCancelsAndFails() {
        var broken = new IllegalStateException("request");
        var script = Script.<Integer>quiet().onRequest(n -> AwaitTest.sneak(broken));

        assertThatThrownBy(() -> Monos.await(script.mono())).isSameAs(broken);

        assertThat(script.log).containsExactly("request all", "cancel");
    }

    @Test
    void aSubscriberNeverThrows() {
        var broken = new IllegalStateException("request");
        List<Throwable> escaped = new ArrayList<>();
        var script =
                Script.<Integer>of(it -> {
                    try {
                        it.to().onSubscribe(it);
                    } catch (Throwable e) {
                        escaped.add(e);
                    }
                });
        script.onRequest(n -> AwaitTest.sneak(broken));

        assertThatThrownBy(() -> Monos.await(script.mono())).isSameAs(broken);

        assertThat(escaped).isEmpty();
    }

    @Test
    void itIsANativeSubscriber() {
        await(it -> {
            assertThat(it.to()).isInstanceOf(CoreSubscriber.class);
            it.to().onSubscribe(it);
            it.to().onComplete();
        });
    }

    @Test
    void concurrentSignalsHaveOneOutcome() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            var script = Script.<Integer>quiet();
            var waiting = Green.spawn(() -> Monos.await(script.mono()));
            Green.yieldNow();
            var go = new CountDownLatch(1);
            var one = answer(script, go, 1);
            var other = answer(script, go, 2);

            go.countDown();

            assertThat(waiting.get()).isIn(1, 2, null);
            one.join();
            other.join();
            dropped.takeValues();
        }
    }

    private static Thread answer(Script<Integer> script, CountDownLatch go, int value) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    script.to().onNext(value);
                    script.to().onComplete();
                });
    }
}
