package jevent.benchmarks;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.rx.Flowables;
import jevent.rx.Singles;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A greenlet for each element, 16 at a time, beside RxJava's `flatMap` with the same concurrency;
/// an operation is one element.
@State(Scope.Thread)
public class FlowableMapGreen {

    private static final int ELEMENTS = 50_000;
    private static final int CONCURRENCY = 16;

    private final Flowable<Integer> flowable = Flowable.range(0, ELEMENTS).hide();

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        var mapped =
                flowable.compose(
                        Flowables.<Integer, Integer>mapGreenUnordered(
                                CONCURRENCY, element -> element & 63));
        return Green.run(() -> Singles.await(mapped.reduce(0L, Long::sum)));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long rxjava() {
        return VirtualThreads.run(() ->
                flowable.flatMapSingle(FlowableMapGreen::call, false, CONCURRENCY)
                        .reduce(0L, Long::sum)
                        .blockingGet());
    }

    /// Hidden, or `flatMap` would call it without subscribing.
    private static Single<Integer> call(int element) {
        return Single.fromCallable(() -> element & 63).hide();
    }
}
