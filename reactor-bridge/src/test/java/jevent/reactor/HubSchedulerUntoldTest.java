package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Hub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;

import java.time.Duration;
import java.util.function.Function;

/// The operators of Reactor that do not tell their subscriber that the hub is closed, and that the
/// remedy of the docs works for them. If one fails here, Reactor has been mended: correct the docs.
class HubSchedulerUntoldTest {

    private static final Duration HOUR = Duration.ofHours(1);

    /// Reactor drops an error that it cannot pass on; which one is not promised.
    @RegisterExtension final Dropped dropped = new Dropped();

    private final Hub hub = Hub.open("closing");
    private final Scheduler scheduler = HubScheduler.of(hub);
    private final TestSubscriber<Object> untold = TestSubscriber.create();
    private final TestSubscriber<Object> remedied = TestSubscriber.create();
    private final Sinks.Empty<Void> stop = Sinks.empty();

    @AfterEach
    void close() {
        hub.close(Duration.ZERO);
        dropped.takeErrors();
        dropped.takeValues();
    }

    @SuppressWarnings("ImmutableEnumChecker") // a maker keeps nothing
    enum Untold {
        DELAY_SEQUENCE(s -> one().delaySequence(HOUR, s)),
        WINDOW_SHIFTED(s -> one().window(HOUR, HOUR.multipliedBy(2), s)),
        ON_BACKPRESSURE_BUFFER(s -> one().onBackpressureBuffer(HOUR, 9, element -> {}, s)),
        CANCEL_ON(s -> one().cancelOn(s).take(1)),
        CACHE(s -> Mono.just(1).hide().cache(HOUR, s).flux());

        private final Function<Scheduler, Flux<?>> maker;

        Untold(Function<Scheduler, Flux<?>> maker) {
            this.maker = maker;
        }

        private static Flux<Integer> one() {
            return Flux.just(1).concatWith(Flux.never());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewStreamOnAClosedHubIsEndedByTakeUntilOtherOnly(Untold operator) {
        hub.close(Duration.ZERO);

        subscribe(operator.maker.apply(scheduler));

        onlyTheRemedyEnds();
    }

    @Test
    void windowTimeoutWithFairBackpressureIsEndedByTakeUntilOtherOnly() {
        var source = TestPublisher.<Integer>create();
        subscribe(source.flux().windowTimeout(9, HOUR, scheduler, true));
        source.next(1);

        hub.close(Duration.ZERO);

        onlyTheRemedyEnds();
    }

    private void subscribe(Flux<?> stream) {
        stream.cast(Object.class).subscribe(untold);
        stream.cast(Object.class).takeUntilOther(stop.asMono()).subscribe(remedied);
    }

    private void onlyTheRemedyEnds() {
        stop.tryEmitEmpty().orThrow();

        assertThat(untold.isTerminatedOrCancelled()).isFalse();
        assertThat(remedied.isTerminatedComplete()).isTrue();
    }
}
