package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Requests and the cancellation of one subscription never overlap, and nothing is lost.
class UpstreamSchedulesTest {

    /// A publisher's end of it: notices when two are inside.
    private static final class Publisher {
        final AtomicBoolean inside = new AtomicBoolean();
        final AtomicLong requested = new AtomicLong();
        final AtomicInteger cancels = new AtomicInteger();

        void request(long n) {
            assertThat(inside.getAndSet(true)).as("overlapped").isFalse();
            assertThat(cancels).as("cancelled before").hasValue(0);
            requested.addAndGet(n);
            inside.set(false);
        }

        void cancel() {
            assertThat(inside.getAndSet(true)).as("overlapped").isFalse();
            cancels.incrementAndGet();
            inside.set(false);
        }
    }

    private static final class Tested extends Upstream {
        final Publisher publisher = new Publisher();

        Tested() {
            arrive();
        }

        @Override
        protected void doRequest(long n) {
            publisher.request(n);
        }

        @Override
        protected void doCancel() {
            publisher.cancel();
        }

        @Override
        protected void breach(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        protected void drop(Throwable error) {
            throw new AssertionError(error);
        }
    }

    /// Looks whether it is cancelled, and goes to the publisher a moment later.
    private static final class Hasty {
        final Publisher publisher = new Publisher();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        void request(long n) {
            if (!cancelled.get()) {
                publisher.request(n);
            }
        }

        void cancel() {
            if (cancelled.compareAndSet(false, true)) {
                publisher.cancel();
            }
        }
    }

    private static void demand(Publisher publisher, LongConsumer request) {
        Schedules.together(
                () -> request.accept(1), () -> request.accept(2), () -> request.accept(4));
        assertThat(publisher.requested).hasValue(7);
    }

    private static void end(Publisher publisher, LongConsumer request, Runnable cancel) {
        Schedules.together(() -> request.accept(1), () -> request.accept(2), cancel, cancel);
        assertThat(publisher.cancels).hasValue(1);
    }

    @ScheduleTest
    void requestsOfSeveralThreadsAreNeitherLostNorOverlap() {
        Schedules.allHold(() -> {
            var upstream = new Tested();
            demand(upstream.publisher, upstream::request);
        });
    }

    @ScheduleTest
    void aCancellationComesOnceAndBetweenRequests() {
        Schedules.allHold(() -> {
            var upstream = new Tested();
            end(upstream.publisher, upstream::request, upstream::cancelUpstream);
        });
    }

    @ScheduleTest
    void requestsThatDoNotWaitForEachOtherAreFoundOut() {
        Schedules.someFails(() -> {
            var hasty = new Hasty();
            demand(hasty.publisher, hasty::request);
        });
    }

    @ScheduleTest
    void aCancellationThatDoesNotWaitIsFoundOut() {
        Schedules.someFails(() -> {
            var hasty = new Hasty();
            end(hasty.publisher, hasty::request, hasty::cancel);
        });
    }
}
