package jevent.benchmarks;

import jevent.Green;
import jevent.rx.Flowables;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// A task emits into a `Flowable` whose subscriber requests 256 at a time; an operation is one
/// element.
public class FlowableEmit {

    private static final int ELEMENTS = 500_000;

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            var subscriber = new BatchSubscriber();
            Flowables.<Integer>from(out -> Elements.putAll(ELEMENTS, out::send))
                    .subscribe(subscriber);
            return subscriber.awaitInGreenlet();
        });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        var subscriber = new BatchSubscriber();
        return Coroutines.emitFlowable(ELEMENTS, subscriber, subscriber.done);
    }
}
