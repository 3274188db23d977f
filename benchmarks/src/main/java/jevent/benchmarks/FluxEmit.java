package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Fluxes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// A task emits into a `Flux` whose subscriber requests 256 at a time; an operation is one element.
public class FluxEmit {

    private static final int ELEMENTS = 500_000;

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            var subscriber = new BatchSubscriber();
            Fluxes.<Integer>from(out -> Elements.putAll(ELEMENTS, out::send)).subscribe(subscriber);
            return subscriber.awaitInGreenlet();
        });
    }

    /// The nearest that a virtual thread comes to it: `Flux.create`, and a check of the demand.
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long virtualThreads() {
        return VirtualThreads.run(() -> {
            var subscriber = new BatchSubscriber();
            Flux.<Integer>create(sink -> Thread.startVirtualThread(() -> emit(sink)))
                    .subscribe(subscriber);
            return subscriber.done.get();
        });
    }

    private static void emit(FluxSink<Integer> sink) {
        Elements.putAll(
                ELEMENTS,
                element -> {
                    while (sink.requestedFromDownstream() == 0) {
                        Thread.yield();
                    }
                    sink.next(element);
                });
        sink.complete();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        var subscriber = new BatchSubscriber();
        return Coroutines.emit(ELEMENTS, subscriber, subscriber.done);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlinFlow() {
        var subscriber = new BatchSubscriber();
        return Coroutines.emitFlow(ELEMENTS, subscriber, subscriber.done);
    }
}
