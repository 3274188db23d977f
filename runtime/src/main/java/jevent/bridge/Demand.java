package jevent.bridge;

import java.lang.invoke.VarHandle;

/// The arithmetic of requests: sums stop at `Long.MAX_VALUE`, which means without end.
final class Demand {

    private Demand() {}

    static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /// Adds to a long field, atomically.
    static void add(VarHandle field, Object object, long n) {
        while (true) {
            long seen = (long) field.getVolatile(object);
            if (seen == Long.MAX_VALUE || field.compareAndSet(object, seen, sum(seen, n))) {
                return;
            }
        }
    }

    /// How many elements are consumed before as many are requested again: 75 %.
    static int replenishAfter(int prefetch) {
        return prefetch - (prefetch >> 2);
    }
}
