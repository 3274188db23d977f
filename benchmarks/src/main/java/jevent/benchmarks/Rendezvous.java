package jevent.benchmarks;

import jdk.internal.vm.Continuation;

import jevent.Green;
import jevent.sync.Channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.concurrent.SynchronousQueue;

/// One producer hands to one consumer, without a buffer; an operation is one element.
public class Rendezvous {

    private static final int ELEMENTS = 100_000;

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            var channel = new Channel<Integer>();
            Green.spawn(() -> Elements.putAll(ELEMENTS, channel::put));
            return Elements.sum(ELEMENTS, channel::get);
        });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long continuation() {
        var slot = new Slot();
        Continuations.alternate(
                () -> Elements.putAll(ELEMENTS, slot::put),
                () -> slot.sum = Elements.sum(ELEMENTS, slot::get));
        return slot.sum;
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long virtualThreads() {
        var queue = new SynchronousQueue<Integer>();
        return VirtualThreads.run(() -> {
            Thread.startVirtualThread(() -> Elements.putAll(ELEMENTS, queue::put));
            return Elements.sum(ELEMENTS, queue::take);
        });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        return Coroutines.rendezvous(ELEMENTS);
    }

    /// Nothing but a place for one element, and a yield.
    private static final class Slot {

        private Integer element;
        private long sum;

        void put(Integer next) {
            while (element != null) {
                Continuation.yield(Continuations.SCOPE);
            }
            element = next;
        }

        Integer get() {
            while (element == null) {
                Continuation.yield(Continuations.SCOPE);
            }
            var taken = element;
            element = null;
            return taken;
        }
    }
}
