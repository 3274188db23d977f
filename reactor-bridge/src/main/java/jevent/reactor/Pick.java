package jevent.reactor;

/// Waits for one element of many.
final class Pick {

    private Pick() {}

    /// The first; the rest is not even asked for.
    static final class First<T> extends MonoAwaiter<T> {
        First(Object source) {
            super(source);
        }

        @Override
        long demand() {
            return 1;
        }

        @Override
        void receive(T item) {
            valueAndEnough(item);
        }
    }

    /// The last; those before are discarded.
    static final class Last<T> extends MonoAwaiter<T> {
        Last(Object source) {
            super(source);
        }

        @Override
        void receive(T item) {
            valueInstead(item);
        }
    }

    /// The only one; a second is an error.
    static final class Single<T> extends MonoAwaiter<T> {
        private final Object source;

        Single(Object source) {
            super(source);
            this.source = source;
        }

        @Override
        void receive(T item) {
            if (hasValue()) {
                discard(item);
                breach(
                        new IllegalArgumentException(
                                "single: "
                                        + source
                                        + " has more than one element; for the first use first"));
            } else {
                value(item);
            }
        }
    }
}
