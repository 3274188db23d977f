package jevent.benchmarks;

import jdk.internal.vm.Continuation;

import jevent.Green;
import jevent.sync.Channel;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.Objects;
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
        var hands = new Hands();
        Continuations.alternate(
                () -> Elements.putAll(ELEMENTS, hands::put),
                () -> hands.sum = Elements.sum(ELEMENTS, hands::get));
        return hands.sum;
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

    /// Nothing but two places and a yield: what is given to a getter that waits, and what a putter
    /// offers that waits. Each of them is woken with two elements done, as by a [Channel], so that
    /// an element costs a switch.
    private static final class Hands {

        private @Nullable Integer given;
        private @Nullable Integer offered;
        private boolean getterWaits;
        private long sum;

        void put(Integer next) {
            if (getterWaits) {
                getterWaits = false;
                given = next;
                return;
            }
            offered = next;
            while (offered != null) {
                Continuation.yield(Continuations.SCOPE);
            }
        }

        Integer get() {
            var waiting = offered;
            if (waiting != null) {
                offered = null;
                return waiting;
            }
            getterWaits = true;
            while (getterWaits) {
                Continuation.yield(Continuations.SCOPE);
            }
            return Objects.requireNonNull(given);
        }
    }
}
