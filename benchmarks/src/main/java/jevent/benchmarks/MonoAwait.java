package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Monos;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import reactor.core.publisher.Mono;

/// Awaits a `Mono` that is ready; an operation is one, its making included.
public class MonoAwait {

    private static final int COUNT = 100_000;

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long jevent() {
        return Green.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += Monos.await(ready(i));
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long reactor() {
        return VirtualThreads.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += ready(i).block();
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long kotlin() {
        return Coroutines.await(COUNT);
    }

    private static Mono<Integer> ready(int i) {
        return Mono.just(i & 63).map(x -> x + 1);
    }
}
