package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Hub;
import jevent.testing.Orders;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/// A stream and its subscriber, who asks and cancels while elements are sent, in many orders.
class FlowOrdersTest {

    private static final int ORDERS = 300;

    /// Notes what it is told.
    private static final class Noting implements Flow.Subscriber<Integer> {
        final List<Integer> items = new ArrayList<>();
        int ends;
        private Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        void request(long n) {
            Objects.requireNonNull(subscription).request(n);
        }

        void cancel() {
            Objects.requireNonNull(subscription).cancel();
        }

        @Override
        public void onNext(Integer item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable error) {
            ends++;
        }

        @Override
        public void onComplete() {
            ends++;
        }
    }

    private int begun;
    private int ended;
    private int sent;

    private void send(Emitter<Integer> out) {
        begun++;
        try {
            for (int i = 0; i < 4; i++) {
                out.send(i);
                sent++;
                Green.yieldNow();
            }
        } finally {
            ended++;
        }
    }

    private Noting subscribe() {
        var noting = new Noting();
        Flows.<Integer>from(Hub.current(), this::send).subscribe(noting);
        return noting;
    }

    private void askAndCancel() {
        var noting = subscribe();
        var asking = Green.spawn(() -> noting.request(2));
        var askingAgain = Green.spawn(() -> noting.request(1));
        var cancelling = Green.spawn(() -> noting.cancel());
        Green.joinAll(List.of(asking, askingAgain, cancelling));
        Green.sleep(1);
        assertThat(ended).isEqualTo(begun);
        assertThat(noting.items).isEqualTo(List.of(0, 1, 2, 3).subList(0, noting.items.size()));
        assertThat(noting.items.size() - sent).isBetween(0, 1); // killed at once after it was sent
        assertThat(noting.ends).isZero();
    }

    private void askForAll() {
        var noting = subscribe();
        for (int n = 1; n < 4; n++) {
            long some = n;
            Green.spawn(() -> noting.request(some));
        }
        Green.sleep(1);
        assertThat(noting.items).containsExactly(0, 1, 2, 3);
        assertThat(noting.ends).isOne();
    }

    @Test
    void itIsCancelledWhileItIsAskedFor() {
        Orders.play(ORDERS, () -> new FlowOrdersTest().askAndCancel());
    }

    @Test
    void itIsAskedForBySeveral() {
        Orders.play(ORDERS, () -> new FlowOrdersTest().askForAll());
    }
}
