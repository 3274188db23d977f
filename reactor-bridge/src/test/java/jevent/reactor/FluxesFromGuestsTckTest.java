package jevent.reactor;

import jevent.Green;
import jevent.Hub;

import org.reactivestreams.Publisher;

/// [Fluxes#from] keeps the rules where other greenlets than the body's send.
public class FluxesFromGuestsTckTest extends PublisherTck {
    @Override
    public Publisher<Long> createPublisher(long elements) {
        return Fluxes.from(
                Hub.shared(), out -> Green.spawn(() -> upTo(elements).forEach(out::send)).get());
    }

    @Override
    public Publisher<Long> createFailedPublisher() {
        return Fluxes.from(
                Hub.shared(),
                out -> {
                    Green.spawn(
                                    () -> {
                                        throw failure();
                                    })
                            .get();
                });
    }
}
