package jevent.reactor;

import jevent.bridge.Pick;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;

import reactor.core.publisher.Mono;

/// The subscriber behind [Monos#await] keeps the rules.
public class AwaitTckTest extends SubscriberBlackboxVerification<Integer> {

    public AwaitTckTest() {
        super(new TestEnvironment(PublisherTck.WAIT, PublisherTck.LOOK_OUT));
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        return new MonoAwaiter<>(Mono.never(), Pick.VALUE);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
