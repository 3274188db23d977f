package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The rules for subscribers, with a look inside: a greenlet subscribes, and its subscriber is
/// caught on the way to the publisher.
abstract class WhiteboxTck extends SubscriberWhiteboxVerification<Integer> {

    private Hub hub;

    WhiteboxTck() {
        super(new TestEnvironment(500, 100));
    }

    /// Subscribes, and waits.
    abstract void await(Flowable<Integer> source);

    @BeforeMethod
    void open() {
        hub = Hub.open("tck");
        hub.onError((where, context, error) -> {});
        RxJavaPlugins.setErrorHandler(error -> {});
    }

    @AfterMethod
    void close() {
        hub.close(Duration.ZERO);
        RxJavaPlugins.reset();
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        var caught = new CompletableFuture<Subscriber<? super Integer>>();
        var source = new ManualFlowable<Integer>(caught::complete);
        hub.spawn(() -> await(source));
        return new Observed(caught.join(), probe);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    /// Tells the probe what its subscriber is told.
    private record Observed(
            Subscriber<? super Integer> subscriber, WhiteboxSubscriberProbe<Integer> probe)
            implements Subscriber<Integer> {

        @Override
        public void onSubscribe(Subscription subscription) {
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
