package jevent.benchmarks;

import io.reactivex.rxjava3.core.Flowable;

import jevent.Green;
import jevent.rx.Flowables;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// As [FlowableIterate], where the source does not let itself be fused.
@State(Scope.Thread)
public class FlowableIterateHidden {

    private static final int ELEMENTS = 500_000;

    private final Flowable<Integer> flowable = Flowable.range(0, ELEMENTS).hide();

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            try (var elements = Flowables.iterate(flowable)) {
                return Elements.sum(elements);
            }
        });
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
