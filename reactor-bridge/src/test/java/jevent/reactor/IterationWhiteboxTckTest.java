package jevent.reactor;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.TestEnvironment;

/// The subscriber behind [Fluxes#iterate] keeps the rules, with a look inside.
public class IterationWhiteboxTckTest extends SubscriberWhiteboxVerification<Integer> {

    public IterationWhiteboxTckTest() {
        super(new TestEnvironment(PublisherTck.WAIT, PublisherTck.LOOK_OUT));
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        return new Observed(IterationTckTest.subscriberOf(4), probe);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
