package jevent.benchmarks;

import jevent.Green;
import jevent.reactor.Monos;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Awaits a `Mono` that another thread completes; an operation is one, there and back.
public class MonoAwaitAcross {

    private static final int COUNT = 5_000;

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long jevent() {
        return Green.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += Monos.await(elsewhere(i));
            }
            return sum;
        });
    }

    /// The same; its JVM differs.
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long spinning() {
        return jevent();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long reactor() {
        return VirtualThreads.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += elsewhere(i).block();
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long kotlin() {
        return Coroutines.awaitEach(COUNT, MonoAwaitAcross::elsewhere);
    }

    private static Mono<Integer> elsewhere(int i) {
        return Mono.fromCallable(() -> i & 63).subscribeOn(Schedulers.single());
    }
}
