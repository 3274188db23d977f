package jevent.benchmarks;

import jdk.internal.vm.Continuation;

import jevent.Green;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.concurrent.locks.LockSupport;

/// Two tasks take strict turns; an operation is one turn.
public class Switch {

    private static final int TURNS = 200_000;

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void jevent() {
        Green.run(() -> {
            var other = Green.spawn(Switch::yieldHalf);
            yieldHalf();
            other.join();
        });
    }

    private static void yieldHalf() {
        for (int i = 0; i < TURNS / 2; i++) {
            Green.yieldNow();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void continuation() {
        Continuations.alternate(Switch::yieldRaw, Switch::yieldRaw);
    }

    private static void yieldRaw() {
        for (int i = 0; i < TURNS / 2; i++) {
            Continuation.yield(Continuations.SCOPE);
        }
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void virtualThreads() {
        new Turns().play();
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void kotlin() {
        Coroutines.takeTurns(TURNS);
    }

    /// Virtual threads have no order of turns of their own, so each wakes the other by name.
    private static final class Turns {

        private final Thread left = Thread.ofVirtual().unstarted(() -> take(true));
        private final Thread right = Thread.ofVirtual().unstarted(() -> take(false));
        private volatile boolean turnOfLeft = true;

        void play() {
            left.start();
            right.start();
            VirtualThreads.join(left);
            VirtualThreads.join(right);
        }

        private void take(boolean asLeft) {
            var other = asLeft ? right : left;
            for (int i = 0; i < TURNS / 2; i++) {
                while (turnOfLeft != asLeft) {
                    LockSupport.park();
                }
                turnOfLeft = !asLeft;
                LockSupport.unpark(other);
            }
        }
    }
}
