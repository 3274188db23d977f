package jevent.reactor;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;

/// Tells the probe what its subscriber is told.
record Observed(
        Subscriber<? super Integer> subscriber,
        SubscriberWhiteboxVerification.WhiteboxSubscriberProbe<Integer> probe)
        implements Subscriber<Integer> {

    @Override
    public void onSubscribe(Subscription subscription) {
        subscriber.onSubscribe(subscription);
        probe.registerOnSubscribe(
                new SubscriberWhiteboxVerification.SubscriberPuppet() {
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
