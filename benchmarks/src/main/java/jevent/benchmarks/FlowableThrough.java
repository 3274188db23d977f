package jevent.benchmarks;

import io.reactivex.rxjava3.core.Flowable;

import jevent.Green;
import jevent.rx.Flowables;
import jevent.rx.Singles;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A greenlet in the middle of a pipeline, beside RxJava's `map`; an operation is one element that
/// goes through.
@State(Scope.Thread)
public class FlowableThrough {

    private static final int ELEMENTS = 200_000;

    private final Flowable<Integer> flowable = Flowable.range(0, ELEMENTS).hide();

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        var through =
                flowable.compose(
                        Flowables.<Integer, Integer>through((in, out) -> {
                            for (int element : in) {
                                out.send(element & 63);
                            }
                        }));
        return Green.run(() -> Singles.await(through.reduce(0L, Long::sum)));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long rxjava() {
        return VirtualThreads.run(
                () -> flowable.map(element -> element & 63).reduce(0L, Long::sum).blockingGet());
    }
}
