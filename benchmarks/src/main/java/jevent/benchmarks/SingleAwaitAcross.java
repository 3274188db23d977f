package jevent.benchmarks;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.rx.Singles;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// Awaits a `Single` that another thread completes; an operation is one, there and back.
public class SingleAwaitAcross {

    private static final int COUNT = 5_000;

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long jevent() {
        return Green.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += Singles.await(elsewhere(i));
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
    public long rxjava() {
        return VirtualThreads.run(() -> {
            long sum = 0;
            for (int i = 0; i < COUNT; i++) {
                sum += elsewhere(i).blockingGet();
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long kotlin() {
        return Coroutines.awaitEachSingle(COUNT, SingleAwaitAcross::elsewhere);
    }

    private static Single<Integer> elsewhere(int i) {
        return Single.fromCallable(() -> i & 63).subscribeOn(Schedulers.single());
    }
}
