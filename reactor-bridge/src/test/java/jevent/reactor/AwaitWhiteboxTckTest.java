package jevent.reactor;

import jevent.bridge.Pick;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.TestEnvironment;

import reactor.core.publisher.Mono;

/// The subscriber behind [Monos#await] keeps the rules, with a look inside.
public class AwaitWhiteboxTckTest extends SubscriberWhiteboxVerification<Integer> {

    public AwaitWhiteboxTckTest() {
        super(new TestEnvironment(PublisherTck.WAIT, PublisherTck.LOOK_OUT));
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        return new Observed(new MonoAwaiter<>(Mono.never(), Pick.VALUE), probe);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
