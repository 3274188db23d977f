package jevent.rx;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;

/// A single value of a greenlet, as a publisher, by the rules of Reactive Streams.
@Test
public class SinglesFromTckTest extends PublisherVerification<Long> {

    public SinglesFromTckTest() {
        super(new TestEnvironment(500, 100));
    }

    @Override
    public Publisher<Long> createPublisher(long count) {
        return Singles.from(() -> 1L).toFlowable();
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        return Singles.from(
                        () -> {
                            throw new IllegalStateException("failed by design");
                        })
                .toFlowable()
                .cast(Long.class);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
