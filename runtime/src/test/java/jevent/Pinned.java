package jevent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/// Runs code where its thread cannot be unmounted: in a static initialiser, a new one each time.
public final class Pinned {

    /// Its bytes are loaded anew for each run.
    private static final class Template {
        static {
            initialise();
        }
    }

    private static final ThreadLocal<Runnable> BODY = new ThreadLocal<>();
    private static final byte[] BYTES = bytes();

    private Pinned() {}

    private static byte[] bytes() {
        try (var in = Template.class.getResourceAsStream("Pinned$Template.class")) {
            if (in == null) {
                throw new AssertionError("no Template");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `body`, which must throw nothing but errors.
    public static void run(Runnable body) {
        BODY.set(body);
        try {
            MethodHandles.lookup().defineHiddenClass(BYTES, true);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static void initialise() {
        Runnable body = BODY.get();
        BODY.remove();
        body.run();
    }
}
