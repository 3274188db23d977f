package jevent.benchmarks;

/// The two ends of a queue, the same for every contender. Elements are small, so that boxing them
/// costs nothing.
final class Elements {

    private Elements() {}

    interface Put {
        void put(Integer element) throws InterruptedException;
    }

    interface Get {
        Integer get() throws InterruptedException;
    }

    static void putAll(int count, Put queue) {
        try {
            for (int i = 0; i < count; i++) {
                queue.put(i & 127);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static long sum(int count, Get queue) {
        try {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += queue.get();
            }
            return sum;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static long sum(Iterable<Integer> elements) {
        long sum = 0;
        for (int element : elements) {
            sum += element;
        }
        return sum;
    }
}
