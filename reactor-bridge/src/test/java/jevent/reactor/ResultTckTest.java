package jevent.reactor;

import jevent.sync.AsyncResult;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;

/// The subscriber behind [Monos#toAsyncResult] keeps the rules.
public class ResultTckTest extends SubscriberBlackboxVerification<Integer> {

    public ResultTckTest() {
        super(new TestEnvironment(PublisherTck.WAIT, PublisherTck.LOOK_OUT));
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        return new ResultSubscriber<>(AsyncResult.promise());
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
