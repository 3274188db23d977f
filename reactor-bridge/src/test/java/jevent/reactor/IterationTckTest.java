package jevent.reactor;

import jevent.flow.Iteration;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;

import reactor.core.publisher.Flux;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;

/// The subscriber behind [Fluxes#iterate] keeps the rules.
public class IterationTckTest extends SubscriberBlackboxVerification<Integer> {

    private static final int PREFETCH = 4;

    public IterationTckTest() {
        super(new TestEnvironment(PublisherTck.WAIT, PublisherTck.LOOK_OUT));
    }

    /// The subscriber that an iteration subscribes with, before it is told anything.
    static Subscriber<? super Integer> subscriberOf(int prefetch) {
        var caught = new AtomicReference<Subscriber<? super Integer>>();
        Publisher<Integer> catching = caught::set;
        Iteration<Integer> iteration = Fluxes.iterate(Flux.from(catching), prefetch);
        Iterator<Integer> _ = iteration.iterator();
        return caught.get();
    }

    @Override
    @SuppressWarnings("unchecked") // it takes Integers, of which T is one
    public Subscriber<Integer> createSubscriber() {
        return (Subscriber<Integer>) subscriberOf(PREFETCH);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
