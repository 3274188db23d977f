package jevent.benchmarks;

import jdk.internal.vm.Continuation;

import jevent.Green;
import jevent.sync.Queue;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;

/// One producer, one consumer, 128 places between them; an operation is one element.
public class BoundedQueue {

    private static final int CAPACITY = 128;
    private static final int ELEMENTS = 500_000;

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long jevent() {
        return Green.run(() -> {
            var queue = Queue.<Integer>bounded(CAPACITY);
            Green.spawn(() -> Elements.putAll(ELEMENTS, queue::put));
            return Elements.sum(ELEMENTS, queue::get);
        });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long continuation() {
        var buffer = new Buffer();
        Continuations.alternate(
                () -> Elements.putAll(ELEMENTS, buffer::put),
                () -> buffer.sum = Elements.sum(ELEMENTS, buffer::get));
        return buffer.sum;
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long virtualThreads() {
        var queue = new ArrayBlockingQueue<Integer>(CAPACITY);
        return VirtualThreads.run(() -> {
            Thread.startVirtualThread(() -> Elements.putAll(ELEMENTS, queue::put));
            return Elements.sum(ELEMENTS, queue::take);
        });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlin() {
        return Coroutines.buffered(CAPACITY, ELEMENTS);
    }

    /// Nothing but a deque, and a yield when it is full or empty.
    private static final class Buffer {

        private final ArrayDeque<Integer> elements = new ArrayDeque<>(CAPACITY);
        private long sum;

        void put(Integer next) {
            while (elements.size() == CAPACITY) {
                Continuation.yield(Continuations.SCOPE);
            }
            elements.add(next);
        }

        Integer get() {
            while (elements.isEmpty()) {
                Continuation.yield(Continuations.SCOPE);
            }
            return elements.remove();
        }
    }
}
