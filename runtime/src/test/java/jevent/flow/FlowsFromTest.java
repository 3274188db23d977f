package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/// Bodies as JDK publishers.
@GreenTest
class FlowsFromTest {

    private final List<Object> log = new ArrayList<>();
    private final Asking asking = new Asking();

    /// Writes down what it hears; requests what it is told to.
    private class Asking implements Flow.Subscriber<Integer> {

        private Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            log.add("subscribed");
        }

        @Override
        public void onNext(Integer item) {
            log.add(item);
        }

        @Override
        public void onError(Throwable error) {
            log.add(error);
        }

        @Override
        public void onComplete() {
            log.add("end");
        }
    }

    private static void twoAndRest(Emitter<Integer> out) {
        out.send(1);
        out.send(2);
        Green.sleep(Duration.ofHours(1));
    }

    /// Subscribes in a greenlet, so that the body runs on the test's hub.
    private void subscribe(Body<Integer> body, Flow.Subscriber<Integer> subscriber) {
        Green.spawn(() -> Flows.from(body).subscribe(subscriber)).get();
        Green.yieldNow();
    }

    @Test
    void sendWaitsForDemand() {
        subscribe(
                out -> {
                    out.send(1);
                    log.add("sent");
                    out.send(2);
                },
                asking);
        assertThat(log).containsExactly("subscribed");

        asking.subscription().request(1);
        Green.yieldNow();
        assertThat(log).containsExactly("subscribed", 1, "sent");

        asking.subscription().request(1);
        Green.yieldNow();
        assertThat(log).containsExactly("subscribed", 1, "sent", 2, "end");
    }

    @Test
    void eachSubscriberHasAGreenletOfItsOwn(TestHub hub) {
        Flow.Publisher<Integer> publisher = Flows.from(hub.hub(), FlowsFromTest::twoAndRest);
        var other = new Asking();
        publisher.subscribe(asking);
        publisher.subscribe(other);

        assertThat(hub.hub().stats().greenlets()).isEqualTo(2);

        asking.subscription().cancel();
        other.subscription().cancel();
    }

    @Test
    void itsErrorIsToldAsItIs() {
        var error = new IOException("broken");
        subscribe(
                out -> {
                    throw error;
                },
                asking);

        assertThat(log).containsExactly("subscribed", error);
    }

    @Test
    void cancelKillsTheGreenletAndNothingFollows() {
        subscribe(
                out -> {
                    try {
                        twoAndRest(out);
                    } finally {
                        log.add("cleaned up");
                    }
                },
                asking);
        asking.subscription().request(1);
        Green.yieldNow();

        asking.subscription().cancel();
        asking.subscription().request(1);
        asking.subscription().request(-1);
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", 1, "cleaned up");
    }

    @Test
    void anErrorAfterTheCancelGoesToTheErrorHandler(TestHub hub) {
        var error = new IllegalStateException("in finally");
        subscribe(
                out -> {
                    try {
                        twoAndRest(out);
                    } finally {
                        sneak(error);
                    }
                },
                asking);

        asking.subscription().cancel();
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed");
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    private static void sneak(RuntimeException error) {
        throw error;
    }

    // ---- requests of nothing

    @Test
    void aRequestOfNothingIsAnErrorAndKillsTheGreenlet() {
        subscribe(FlowsFromTest::twoAndRest, asking);

        asking.subscription().request(0);
        asking.subscription().request(-1);
        Green.yieldNow();

        assertThat(log).hasSize(2);
        assertThat(log.getLast())
                .isInstanceOfSatisfying(
                        IllegalArgumentException.class,
                        error -> assertThat(error).hasMessageContaining("3.9"));
    }

    @Test
    void inTheMiddleOfAnElementItIsToldAfterThat() {
        subscribe(
                FlowsFromTest::twoAndRest,
                new Asking() {
                    @Override
                    public void onNext(Integer item) {
                        subscription().request(-1);
                        super.onNext(item);
                    }

                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        super.onSubscribe(subscription);
                        subscription.request(5);
                    }
                });

        assertThat(log).hasSize(3).startsWith("subscribed", 1);
        assertThat(log.getLast()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inOnSubscribeItIsToldAfterThatAndNothingRuns() {
        subscribe(
                out -> log.add("ran"),
                new Asking() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(0);
                        super.onSubscribe(subscription);
                    }
                });

        assertThat(log).hasSize(2).startsWith("subscribed");
        assertThat(log.getLast()).isInstanceOf(IllegalArgumentException.class);
    }
}
