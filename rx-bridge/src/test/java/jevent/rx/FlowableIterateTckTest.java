package jevent.rx;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The subscriber inside a loop, by the rules of Reactive Streams.
@Test
public class FlowableIterateTckTest extends SubscriberBlackboxVerification<Integer> {

    private Hub hub;

    public FlowableIterateTckTest() {
        super(new TestEnvironment(500, 100));
    }

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

    /// A greenlet loops; its subscriber is caught on the way to the publisher.
    @Override
    public Subscriber<Integer> createSubscriber() {
        var caught = new CompletableFuture<Subscriber<Integer>>();
        var source = new ManualFlowable<Integer>(subscriber -> caught.complete(narrow(subscriber)));
        hub.spawn(() -> Flowables.iterate(source, 4).forEach(item -> {}));
        return caught.join();
    }

    @SuppressWarnings("unchecked") // the loop's subscriber takes nothing but integers
    private static Subscriber<Integer> narrow(Subscriber<? super Integer> subscriber) {
        return (Subscriber<Integer>) subscriber;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
