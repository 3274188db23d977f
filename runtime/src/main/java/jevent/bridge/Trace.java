package jevent.bridge;

import jevent.AwaitPlace;

import org.jspecify.annotations.Nullable;

/// Whether places in the user's code are remembered for messages: `-Djevent.trace=on`.
///
/// It costs a stack trace each time, so it is off unless one looks for something.
final class Trace {

    /// Any thread; changed by tests only.
    private static volatile boolean on = "on".equals(System.getProperty("jevent.trace"));

    private Trace() {}

    static void set(boolean wanted) {
        on = wanted;
    }

    /// The calling place; null if places are not remembered.
    static @Nullable Throwable madeHere(Object what) {
        return on ? new Place(text(what) + " was made here") : null;
    }

    /// An await throws `error`: keeps the place, beside the error or, with the property, in it.
    static void awaited(Throwable error, Object source) {
        AwaitPlace.remember(error);
        if (on) {
            error.addSuppressed(new Place(text(source) + " was awaited here"));
        }
    }

    /// The name of something that is not ours, and may throw when it is asked.
    private static String text(Object source) {
        try {
            return source.toString();
        } catch (RuntimeException | Error e) {
            return source.getClass().getName();
        }
    }

    /// Only its stack trace counts.
    @SuppressWarnings({"serial", "OverrideThrowableToString"}) // a place is no error
    private static final class Place extends Throwable {
        private final String what;

        Place(String what) {
            super(what);
            this.what = what;
        }

        @Override
        public String toString() {
            return what;
        }
    }
}
