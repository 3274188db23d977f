package jevent.benchmarks;

import jdk.internal.vm.Continuation;

/// What a continuation awaits, value by value: nothing but a flag, and a yield until it is set.
final class Arrival {

    private boolean arrived;

    /// Of all values.
    long sum;

    void arrived(int value) {
        sum += value;
        arrived = true;
    }

    void await() {
        while (!arrived) {
            Continuation.yield(Continuations.SCOPE);
        }
        arrived = false;
    }
}
