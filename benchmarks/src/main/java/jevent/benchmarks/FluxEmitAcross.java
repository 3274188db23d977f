package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Fluxes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// A task emits into a `Flux` whose subscriber is on another thread, which requests 256 and then
/// 192 at a time; an operation is one element.
public class FluxEmitAcross {

    private static final int ELEMENTS = 200_000;

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            var subscriber = new BatchSubscriber();
            elsewhere(Fluxes.<Integer>from(out -> Elements.putAll(ELEMENTS, out::send)))
                    .subscribe(subscriber);
            return subscriber.awaitInGreenlet();
        });
    }

    /// The same; its JVM differs.
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long spinning() {
        return jevent();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        var subscriber = new BatchSubscriber();
        return Coroutines.emitThrough(
                ELEMENTS, FluxEmitAcross::elsewhere, subscriber, subscriber.done);
    }

    private static Flux<Integer> elsewhere(Flux<Integer> flux) {
        return flux.publishOn(Schedulers.single());
    }
}
