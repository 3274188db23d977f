package jevent.reactor;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

import java.util.stream.LongStream;

/// The rules for publishers, as the Reactive Streams TCK asks them.
abstract class PublisherTck extends PublisherVerification<Long> {

    /// How long a test waits for a signal that must come, in ms.
    static final long WAIT = 2000;

    /// How long a test looks out for a signal that must not come, in ms.
    static final long LOOK_OUT = 50;

    PublisherTck() {
        super(new TestEnvironment(WAIT, LOOK_OUT, LOOK_OUT, false));
    }

    static LongStream upTo(long elements) {
        return LongStream.range(0, elements);
    }

    static IllegalStateException failure() {
        return new IllegalStateException("a failed publisher");
    }

    @Override
    public abstract Publisher<Long> createPublisher(long elements);
}
