package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Fluxes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// Iterates a `Flux` that is published on another thread; an operation is one element.
@State(Scope.Thread)
public class FluxIterateAcross {

    private static final int ELEMENTS = 200_000;

    private final Flux<Integer> flux = Flux.range(0, ELEMENTS).publishOn(Schedulers.single());

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            try (var elements = Fluxes.iterate(flux)) {
                return Elements.sum(elements);
            }
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
    public long reactor() {
        return VirtualThreads.run(() -> Elements.sum(flux.toIterable()));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        return Coroutines.collect(flux);
    }
}
