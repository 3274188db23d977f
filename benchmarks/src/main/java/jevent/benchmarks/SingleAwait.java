package jevent.benchmarks;

import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.rx.Singles;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// Awaits a `Single` that is ready; an operation is one, its making included.
public class SingleAwait {

    private static final int COUNT = 100_000;

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long jevent() {
        return Green.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += Singles.await(ready(i));
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long rxjava() {
        return VirtualThreads.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += ready(i).blockingGet();
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long kotlin() {
        return Coroutines.awaitRx(COUNT);
    }

    private static Single<Integer> ready(int i) {
        return Single.just(i & 63).map(x -> x + 1);
    }
}
