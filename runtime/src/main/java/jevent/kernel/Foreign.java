package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// Code that is not ours, called as something that may throw: the `toString` of a user's object,
/// the `getMessage` of an error, whatever is behind the log.
///
/// Nothing here throws, for callers are threads that must not end: a hub's, the loop fiber, the
/// watchdog. Never call it under a lock.
public final class Foreign {

    private static final String LOGGER = "jevent";

    private Foreign() {}

    /// What `object` says of itself; its class, where it cannot.
    public static String text(@Nullable Object object) {
        if (object == null) {
            return "null";
        }
        try {
            return String.valueOf(object.toString());
        } catch (Throwable e) {
            return nameOf(object) + " [its toString throws " + nameOf(e) + "]";
        }
    }

    /// The cause of `error`; null, where it cannot tell.
    public static @Nullable Throwable causeOf(Throwable error) {
        try {
            return error.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /// Writes to the system's log. Where that throws, the error stream gets what the log did not.
    public static void log(
            System.Logger.Level level, Supplier<String> text, @Nullable Throwable error) {
        try {
            System.Logger logger = System.getLogger(LOGGER);
            if (logger.isLoggable(level)) {
                logger.log(level, text.get(), error == null ? null : printable(error));
            }
        } catch (Throwable broken) {
            lastResort(text, error, broken);
        }
    }

    private static void lastResort(
            Supplier<String> text, @Nullable Throwable error, Throwable broken) {
        try {
            System.err.println(
                    "jevent: the log throws "
                            + nameOf(broken)
                            + "; it was told: "
                            + text.get()
                            + (error == null ? "" : ": " + nameOf(error)));
        } catch (Throwable e) {
            // No memory, no stack or no error stream: there is nobody left to tell.
        }
    }

    /// The error itself, if it and all that hangs on it can be printed; else one that says the same
    /// of its class and its stack.
    private static Throwable printable(Throwable error) {
        try {
            look(error, Collections.newSetFromMap(new IdentityHashMap<>()));
            return error;
        } catch (Throwable e) {
            var substitute = new Unprintable(nameOf(error), nameOf(e));
            substitute.setStackTrace(error.getStackTrace());
            return substitute;
        }
    }

    /// Asks for all that a log asks for.
    private static void look(@Nullable Throwable error, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return;
        }
        Objects.requireNonNullElse(error.toString(), ""); // null is printed as it is
        look(error.getCause(), seen);
        for (Throwable suppressed : error.getSuppressed()) {
            look(suppressed, seen);
        }
    }

    private static String nameOf(Object object) {
        return object.getClass().getName();
    }

    /// Stands for an error that cannot be printed.
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unprintable(String error, String thrown) {
            super(error + " [to print it throws " + thrown + "]", null, false, true);
        }
    }
}
