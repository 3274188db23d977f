package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// The publisher hears one call at a time, its requests lose nothing, and it is cancelled once.
@Timeout(60)
class UpstreamTest {

    private static final class Tested extends Upstream {
        private final List<Object> log = new ArrayList<>();
        private LongConsumer publisher = n -> {};
        private Runnable cancelled = () -> {};

        @Override
        protected void doRequest(long n) {
            log.add(n);
            publisher.accept(n);
            log.add("returned");
        }

        @Override
        protected void doCancel() {
            log.add("cancel");
            cancelled.run();
        }

        @Override
        protected void breach(Throwable error) {
            log.add(error);
            cancelUpstream();
        }

        @Override
        protected void drop(Throwable error) {
            log.add(error);
        }

        /// What happens while the publisher is inside its first request.
        void inside(Runnable action) {
            publisher =
                    n -> {
                        publisher = later -> {};
                        action.run();
                    };
        }
    }

    private final Tested upstream = new Tested();

    private static void onAnotherThread(Runnable action) {
        try {
            Thread.ofPlatform().start(action).join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- arriving

    @Test
    void theFirstToArriveIsWanted() {
        assertThat(upstream.hasArrived()).isFalse();
        assertThat(upstream.arrive()).isTrue();
        assertThat(upstream.hasArrived()).isTrue();
    }

    @Test
    void aSecondOneIsNot() {
        upstream.arrive();

        assertThat(upstream.arrive()).isFalse();
        assertThat(upstream.arriveAlone()).isFalse();
    }

    @Test
    void oneThatArrivesAloneIsAskedAndCancelledLikeAnyOther() {
        assertThat(upstream.arriveAlone()).isTrue();
        upstream.request(1);
        upstream.cancelUpstream();

        assertThat(upstream.log).containsExactly(1L, "returned", "cancel");
    }

    @Test
    void aLateOneIsRefusedAndItsCallerCancelsIt() {
        upstream.cancelUpstream();

        assertThat(upstream.isCancelled()).isTrue();
        assertThat(upstream.arrive()).isFalse();
        assertThat(upstream.arriveAlone()).isFalse();
        assertThat(upstream.log).isEmpty();
    }

    @Test
    void anErrorAfterASecondArrivalCancelsTheFirst() {
        upstream.arrive();
        upstream.cancelIfArrivedTwice();
        assertThat(upstream.log).isEmpty();

        upstream.arriveTwice();
        upstream.cancelIfArrivedTwice();
        assertThat(upstream.log).containsExactly("cancel");
    }

    // ---- asking

    @Test
    void whatIsRequestedBeforeItArrivesIsNotAskedOfNobody() {
        upstream.request(1);
        assertThat(upstream.log).isEmpty();

        upstream.arrive();
        upstream.request(2);
        assertThat(upstream.log).containsExactly(2L, "returned", 1L, "returned");
    }

    @Test
    void whatItsOwnThreadRequestsInsideIsAskedForWhenItHasReturned() {
        upstream.arrive();
        upstream.inside(() -> upstream.request(2));
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "returned", 2L, "returned");
    }

    @Test
    void whatOthersRequestMeanwhileIsPassedOnByTheThreadThatIsInside() {
        upstream.arrive();
        upstream.inside(() -> {
            onAnotherThread(() -> upstream.request(2));
            onAnotherThread(() -> upstream.request(3));
        });
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "returned", 5L, "returned");
    }

    @Test
    void sumsStopAtWithoutEnd() {
        upstream.arrive();
        upstream.inside(() -> {
            upstream.request(Long.MAX_VALUE);
            upstream.request(3);
        });
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "returned", Long.MAX_VALUE, "returned");
    }

    @Test
    void aRequestThatThrowsBreaksTheRules() {
        var error = new IllegalStateException("as if");
        upstream.arrive();
        upstream.inside(() -> {
            throw error;
        });
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, error, "cancel");
    }

    // ---- cancelling

    @Test
    void itIsCancelledOnceAndNotAskedAfterThat() {
        upstream.arrive();
        assertThat(upstream.isCancelled()).isFalse();
        upstream.cancelUpstream();
        upstream.cancelUpstream();
        upstream.request(1);

        assertThat(upstream.isCancelled()).isTrue();
        assertThat(upstream.log).containsExactly("cancel");
    }

    @Test
    void theThreadThatIsInsideMayCancelThereAndThen() {
        upstream.arrive();
        upstream.inside(upstream::cancelUpstream);
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "cancel", "returned");
    }

    @Test
    void anotherThreadsCancellationWaitsForTheReturn() {
        upstream.arrive();
        upstream.inside(() -> {
            onAnotherThread(upstream::cancelUpstream);
            assertThat(upstream.isCancelled()).isTrue();
        });
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "returned", "cancel");
    }

    @Test
    void orForTheNextSignal() {
        upstream.arrive();
        upstream.inside(() -> {
            onAnotherThread(upstream::cancelUpstream);
            onAnotherThread(upstream::cancelIfAsked); // of another thread: that one is not inside
            upstream.log.add("signal");
            upstream.cancelIfAsked();
        });
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "signal", "cancel", "returned");
    }

    @Test
    void whatIsOwedToOneThatIsCancelledIsNotAskedFor() {
        upstream.arrive();
        upstream.inside(() -> {
            upstream.request(2);
            upstream.cancelUpstream();
        });
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "cancel", "returned");
    }

    @Test
    void aSignalWithoutACancellationChangesNothing() {
        upstream.arrive();
        upstream.inside(upstream::cancelIfAsked);
        upstream.request(1);

        assertThat(upstream.log).containsExactly(1L, "returned");
    }

    @Test
    void whatACancellationThrowsIsDropped() {
        var error = new IllegalStateException("as if");
        upstream.arrive();
        upstream.cancelled =
                () -> {
                    throw error;
                };
        upstream.cancelUpstream();

        assertThat(upstream.log).containsExactly("cancel", error);
    }

    @Test
    void aNullIsABreach() {
        upstream.arrive();
        NullPointerException refusal = upstream.refused("onNext");

        assertThat(refusal).hasMessageContaining("onNext");
        assertThat(upstream.log).containsExactly(refusal, "cancel");
    }
}
