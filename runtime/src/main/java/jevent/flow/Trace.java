package jevent.flow;

import jevent.AwaitPlace;

import org.jspecify.annotations.Nullable;

/// Whether places in the user's code are remembered for messages: `-Djevent.trace=on`.
///
/// It costs a stack trace each time, so it is off unless one looks for something.
final class Trace {

    /// Any thread; changed by tests only.
    private static volatile boolean on = "on".equals(System.getProperty("jevent.trace"));

    private Trace() {}

    static boolean isOn() {
        return on;
    }

    static void set(boolean wanted) {
        on = wanted;
    }

    /// The calling place; null if places are not remembered.
    static @Nullable Throwable here(String what) {
        return on ? new Place(what) : null;
    }

    /// An await throws `error`: keeps the place, beside the error or, with the property, in it.
    static void awaited(Throwable error, Object source) {
        AwaitPlace.remember(error);
        if (on) {
            error.addSuppressed(new Place(source + " was awaited here"));
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
