package jevent.flow;

import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

import java.util.concurrent.Flow;

/// The rules for subscribers, with a look inside.
abstract class FlowSubscriberTck extends FlowSubscriberWhiteboxVerification<Integer> {

    FlowSubscriberTck() {
        super(new TestEnvironment(FlowsFromTckTest.WAIT, FlowsFromTckTest.LOOK_OUT));
    }

    /// The one that is looked at.
    abstract Flow.Subscriber<? super Integer> subscriber();

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(
            WhiteboxSubscriberProbe<Integer> probe) {
        return new Observed(subscriber(), probe);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    /// Tells the probe what its subscriber is told.
    private record Observed(
            Flow.Subscriber<? super Integer> subscriber, WhiteboxSubscriberProbe<Integer> probe)
            implements Flow.Subscriber<Integer> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
            probe.registerOnSubscribe(
                    new SubscriberPuppet() {
                        @Override
                        public void triggerRequest(long elements) {
                            subscription.request(elements);
                        }

                        @Override
                        public void signalCancel() {
                            subscription.cancel();
                        }
                    });
        }

        @Override
        public void onNext(Integer item) {
            subscriber.onNext(item);
            probe.registerOnNext(item);
        }

        @Override
        public void onError(Throwable error) {
            subscriber.onError(error);
            probe.registerOnError(error);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
            probe.registerOnComplete();
        }
    }
}
