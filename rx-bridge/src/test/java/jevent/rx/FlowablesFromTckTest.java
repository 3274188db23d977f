package jevent.rx;

import jevent.Hub;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/// What greenlets send, by the rules of Reactive Streams.
@Test
public class FlowablesFromTckTest extends PublisherVerification<Long> {

    private Hub hub;

    public FlowablesFromTckTest() {
        super(new TestEnvironment(500, 100));
    }

    @BeforeClass
    void open() {
        hub = Hub.open("tck");
    }

    @AfterClass
    void close() {
        hub.close();
    }

    @Override
    public Publisher<Long> createPublisher(long count) {
        return Flowables.from(
                hub,
                out -> {
                    for (long i = 0; i < count; i++) {
                        out.send(i);
                    }
                });
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        return Flowables.from(
                hub,
                out -> {
                    throw new IllegalStateException("failed by design");
                });
    }

    @Override
    public long boundedDepthOfOnNextAndRequestRecursion() {
        return 1;
    }
}
