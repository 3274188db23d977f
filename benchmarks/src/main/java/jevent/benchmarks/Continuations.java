package jevent.benchmarks;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/// The least scheduler that there can be, over what virtual threads are made of.
final class Continuations {

    static final ContinuationScope SCOPE = new ContinuationScope("benchmarks");

    private Continuations() {}

    /// Runs two tasks on this thread, from yield to yield, until both are done.
    static void alternate(Runnable left, Runnable right) {
        var first = new Continuation(SCOPE, left);
        var second = new Continuation(SCOPE, right);
        while (true) {
            if (!first.isDone()) {
                first.run();
            } else if (second.isDone()) {
                return;
            }
            if (!second.isDone()) {
                second.run();
            }
        }
    }
}
