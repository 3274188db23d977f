package jevent.flow;

import jevent.Hub;

import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

import java.util.concurrent.Flow;

/// [Flows#from] keeps the rules for publishers.
public class FlowsFromTckTest extends FlowPublisherVerification<Long> {

    /// How long a test waits for a signal that must come, in ms.
    static final long WAIT = 2000;

    /// How long a test looks out for a signal that must not come, in ms.
    static final long LOOK_OUT = 50;

    public FlowsFromTckTest() {
        super(new TestEnvironment(WAIT, LOOK_OUT, LOOK_OUT, false));
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return Flows.from(
                Hub.shared(),
                out -> {
                    for (long i = 0; i < elements; i++) {
                        out.send(i);
                    }
                });
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        return Flows.from(
                Hub.shared(),
                out -> {
                    throw new IllegalStateException("a failed publisher");
                });
    }

    @Override
    public long boundedDepthOfOnNextAndRequestRecursion() {
        return 1;
    }
}
