package jevent.benchmarks;

import jdk.internal.vm.Continuation;

import jevent.Green;
import jevent.sync.Event;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The live heap that a parked task costs: a million of them wait for one event. Not a JMH
/// workload, but a JVM of its own for each contender; prints bytes for each task.
public final class ParkedHeap {

    private static final int TASKS = 1_000_000;
    private static final int WARM_UP_TASKS = 100_000;
    private static final int WARM_UPS = 5;

    private ParkedHeap() {}

    /// Parks so many tasks, calls `parked`, and lets them end.
    private interface Contest {
        void park(int tasks, Runnable parked);
    }

    static void main(String[] args) {
        Contest contest =
                switch (args[0]) {
                    case "jevent" -> ParkedHeap::jevent;
                    case "continuation" -> ParkedHeap::continuation;
                    case "virtualThreads" -> ParkedHeap::virtualThreads;
                    case "kotlin" -> ParkedHeap::kotlin;
                    default -> throw new IllegalArgumentException("no contender " + args[0]);
                };
        // Frames of compiled code are smaller: what a program that has run for a while has.
        for (int i = 0; i < WARM_UPS; i++) {
            contest.park(WARM_UP_TASKS, () -> {});
        }
        long before = liveBytes();
        contest.park(TASKS, () -> System.out.println((double) (liveBytes() - before) / TASKS));
        System.exit(0);
    }

    public static void jevent(int tasks, Runnable parked) {
        Green.run(() -> {
            var gate = new Event();
            for (int i = 0; i < tasks; i++) {
                Green.spawn(() -> gate.await());
            }
            Green.yieldNow();
            parked.run();
            gate.set();
        });
    }

    public static void continuation(int tasks, Runnable parked) {
        List<Continuation> all = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            var task = new Continuation(Continuations.SCOPE, ParkedHeap::yieldOnce);
            task.run();
            all.add(task);
        }
        parked.run();
        all.forEach(Continuation::run);
    }

    private static void yieldOnce() {
        Continuation.yield(Continuations.SCOPE);
    }

    public static void virtualThreads(int tasks, Runnable parked) {
        var gate = new CountDownLatch(1);
        var started = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            Thread.startVirtualThread(() -> {
                started.countDown();
                await(gate);
            });
        }
        await(started);
        parked.run();
        gate.countDown();
    }

    public static void kotlin(int tasks, Runnable parked) {
        Coroutines.park(tasks, parked);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long liveBytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
