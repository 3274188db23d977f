package jevent.benchmarks;

import jdk.internal.vm.Continuation;

import jevent.Green;
import jevent.Greenlet;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.atomic.AtomicInteger;

/// A thousand tasks are started, then joined one by one; an operation is one task.
@State(Scope.Thread)
public class SpawnJoin {

    private static final int BATCHES = 50;
    private static final int SIZE = 1_000;

    private int ran;

    /// For virtual threads, of which two may run at a time.
    private final AtomicInteger ranInParallel = new AtomicInteger();

    @Benchmark
    @OperationsPerInvocation(BATCHES * SIZE)
    public int jevent() {
        return Green.run(() -> {
            for (int batch = 0; batch < BATCHES; batch++) {
                spawnAndJoin();
            }
            return ran;
        });
    }

    private void spawnAndJoin() {
        var greenlets = new Greenlet<?>[SIZE];
        for (int i = 0; i < SIZE; i++) {
            greenlets[i] = Green.spawn(this::work);
        }
        for (var greenlet : greenlets) {
            greenlet.join();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES * SIZE)
    public int continuation() {
        for (int batch = 0; batch < BATCHES; batch++) {
            var tasks = new Continuation[SIZE];
            for (int i = 0; i < SIZE; i++) {
                tasks[i] = new Continuation(Continuations.SCOPE, this::work);
            }
            for (var task : tasks) {
                task.run();
            }
        }
        return ran;
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES * SIZE)
    public int virtualThreads() {
        return VirtualThreads.run(() -> {
            for (int batch = 0; batch < BATCHES; batch++) {
                startAndJoin();
            }
            return ranInParallel.get();
        });
    }

    private void startAndJoin() {
        var threads = new Thread[SIZE];
        for (int i = 0; i < SIZE; i++) {
            threads[i] = Thread.startVirtualThread(ranInParallel::incrementAndGet);
        }
        for (var thread : threads) {
            VirtualThreads.join(thread);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCHES * SIZE)
    public int kotlin() {
        return Coroutines.launchAndJoin(BATCHES, SIZE);
    }

    private void work() {
        ran++;
    }
}
