package jevent.reactor;

import jevent.Hub;

import org.reactivestreams.Publisher;

/// [Fluxes#from] keeps the rules for publishers.
public class FluxesFromTckTest extends PublisherTck {

    @Override
    public Publisher<Long> createPublisher(long elements) {
        return Fluxes.from(Hub.shared(), out -> upTo(elements).forEach(out::send));
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        return Fluxes.from(
                Hub.shared(),
                out -> {
                    throw failure();
                });
    }

    @Override
    public long boundedDepthOfOnNextAndRequestRecursion() {
        return 1;
    }
}
