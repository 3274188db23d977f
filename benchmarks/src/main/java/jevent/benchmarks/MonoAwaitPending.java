package jevent.benchmarks;

import jdk.internal.vm.Continuation;

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

    /// A subscriber that keeps the value, and two switches.
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long continuation() {
        var sinks = sinks();
        var result = new Arrival();
        Continuations.alternate(
                () -> {
                    for (var sink : sinks) {
                        sink.asMono().subscribe(result::arrived);
                        result.await();
                    }
                },
                () -> {
                    for (int i = 0; i < COUNT; i++) {
                        sinks.get(i).tryEmitValue(i & 63);
                        Continuation.yield(Continuations.SCOPE);
                    }
                });
        return result.sum;
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
