package jevent.benchmarks;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.rx.Flowables;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Iterates a `Flowable` that is published on another thread; an operation is one element.
@State(Scope.Thread)
public class FlowableIterateAcross {

    private static final int ELEMENTS = 200_000;

    private final Flowable<Integer> flowable =
            Flowable.range(0, ELEMENTS).observeOn(Schedulers.single());

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            try (var elements = Flowables.iterate(flowable)) {
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
    public long rxjava() {
        return VirtualThreads.run(() -> Elements.sum(flowable.blockingIterable()));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        return Coroutines.collect(flowable);
    }
}
