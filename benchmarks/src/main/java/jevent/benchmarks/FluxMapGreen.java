package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A greenlet for each element, 16 at a time, beside Reactor's `flatMap` with the same concurrency;
/// an operation is one element.
@State(Scope.Thread)
public class FluxMapGreen {

    private static final int ELEMENTS = 50_000;
    private static final int CONCURRENCY = 16;

    private final Flux<Integer> flux = Flux.range(0, ELEMENTS).hide();

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        var mapped =
                flux.transform(
                        Fluxes.<Integer, Integer>mapGreenUnordered(
                                CONCURRENCY, element -> element & 63));
        return Green.run(() -> Monos.await(mapped.reduce(0L, Long::sum)));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long reactor() {
        return VirtualThreads.run(
                () -> flux.flatMap(FluxMapGreen::call, CONCURRENCY).reduce(0L, Long::sum).block());
    }

    /// Hidden, or `flatMap` would call it without subscribing.
    private static Mono<Integer> call(int element) {
        return Mono.fromCallable(() -> element & 63).hide();
    }
}
