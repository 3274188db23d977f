package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import reactor.core.publisher.Flux;

/// A greenlet in the middle of a pipeline, beside Reactor's `map`; an operation is one element that
/// goes through.
@State(Scope.Thread)
public class FluxThrough {

    private static final int ELEMENTS = 200_000;

    private final Flux<Integer> flux = Flux.range(0, ELEMENTS).hide();

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        var through =
                flux.transform(
                        Fluxes.<Integer, Integer>through((in, out) -> {
                            for (int element : in) {
                                out.send(element & 63);
                            }
                        }));
        return Green.run(() -> Monos.await(through.reduce(0L, Long::sum)));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long reactor() {
        return VirtualThreads.run(
                () -> flux.map(element -> element & 63).reduce(0L, Long::sum).block());
    }
}
