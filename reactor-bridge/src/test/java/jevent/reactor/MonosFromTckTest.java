package jevent.reactor;

import jevent.Hub;

import org.reactivestreams.Publisher;

/// [Monos#from] keeps the rules for publishers.
public class MonosFromTckTest extends SingleTck {

    @Override
    public Publisher<Long> createPublisher(long elements) {
        return Monos.from(Hub.shared(), () -> elements == 0 ? null : 0L);
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        return Monos.from(
                Hub.shared(),
                () -> {
                    throw failure();
                });
    }
}
