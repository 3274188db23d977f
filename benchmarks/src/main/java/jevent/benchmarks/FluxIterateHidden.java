package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Fluxes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import reactor.core.publisher.Flux;

/// As [FluxIterate], where the source does not let itself be fused.
@State(Scope.Thread)
public class FluxIterateHidden {

    private static final int ELEMENTS = 500_000;

    private final Flux<Integer> flux = Flux.range(0, ELEMENTS).hide();

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            try (var elements = Fluxes.iterate(flux)) {
                return Elements.sum(elements);
            }
        });
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
