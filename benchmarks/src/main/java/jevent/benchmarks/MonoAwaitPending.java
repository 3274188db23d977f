package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Monos;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import reactor.core.publisher.Sinks;

import java.util.List;
import java.util.stream.Stream;

/// Awaits a `Mono` that another task of the same thread then completes; an operation is one, both
/// tasks' turns included.
public class MonoAwaitPending {

    private static final int COUNT = 50_000;

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long jevent() {
        return Green.run(() -> {
            var sinks = sinks();
            Green.spawn(() -> {
                for (int i = 0; i < COUNT; i++) {
                    sinks.get(i).tryEmitValue(i & 63);
                    Green.yieldNow();
                }
            });
            long sum = 0;
            for (var sink : sinks) {
                sum += Monos.await(sink.asMono());
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long virtualThreads() {
        return VirtualThreads.run(() -> {
            var sinks = sinks();
            Thread.startVirtualThread(() -> {
                for (int i = 0; i < COUNT; i++) {
                    sinks.get(i).tryEmitValue(i & 63);
                    Thread.yield();
                }
            });
            long sum = 0;
            for (var sink : sinks) {
                sum += sink.asMono().block();
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long kotlin() {
        return Coroutines.awaitPending(sinks());
    }

    private static List<Sinks.One<Integer>> sinks() {
        return Stream.generate(Sinks::<Integer>one).limit(COUNT).toList();
    }
}
