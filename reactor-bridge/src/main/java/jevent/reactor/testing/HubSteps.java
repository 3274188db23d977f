package jevent.reactor.testing;

import jevent.Green;
import jevent.Hub;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import java.util.function.Supplier;

/// `StepVerifier` on the clock of a test's hub.
///
/// ```java
/// HubSteps.withVirtualTime(() -> Fluxes.from(out -> {
///             out.send("now");
///             Green.sleep(Duration.ofHours(1));
///             out.send("later");
///         }))
///         .expectNext("now")
///         .expectNoEvent(Duration.ofHours(1))
///         .expectNext("later")
///         .verifyComplete();
/// ```
///
/// As with `StepVerifier.withVirtualTime`, whose counterpart this is, time passes in `thenAwait`
/// and `expectNoEvent` and nowhere else; but it is the hub's, so that greenlets sleep by it as
/// well. What is ready to run without any time does so between two steps, and so does what is due
/// at the very end of a `thenAwait`; `expectNoEvent` leaves out that last moment. The source is
/// subscribed in a greenlet of the hub, and all schedulers of Reactor are that hub meanwhile.
///
/// For the thread that carries the hub, which is the test method of a [jevent.testing.GreenTest];
/// not for greenlets, one of which is the method of a [ReactorTest]. A step that nothing fulfils
/// waits until the test's limit.
public final class HubSteps {

    private HubSteps() {}

    /// A verifier of what `source` makes, which is asked when the verification begins.
    ///
    /// @throws IllegalStateException in a greenlet
    public static <T> StepVerifier.FirstStep<T> withVirtualTime(
            Supplier<? extends Publisher<? extends T>> source) {
        return withVirtualTime(source, Long.MAX_VALUE);
    }

    /// As [#withVirtualTime(Supplier)]; requests `n` at first.
    public static <T> StepVerifier.FirstStep<T> withVirtualTime(
            Supplier<? extends Publisher<? extends T>> source, long n) {
        ensureCarrying();
        var time = new HubTime(Hub.current());
        return StepVerifier.withVirtualTime(() -> prepared(source, time), () -> time, n);
    }

    /// The verifier has just made its own schedulers the default; now they are the hub.
    private static <T> Publisher<T> prepared(
            Supplier<? extends Publisher<? extends T>> source, HubTime time) {
        Schedulers.setFactory(new HubFactory(time.hub()));
        return new Stepped<>(Flux.from(source.get()), time);
    }

    private static void ensureCarrying() {
        if (Green.currentOrNull() != null) {
            throw new IllegalStateException(
                    "steps are verified by the thread that carries the hub, not in "
                            + Green.current()
                            + ": use this in the method of a @GreenTest itself");
        }
    }
}
