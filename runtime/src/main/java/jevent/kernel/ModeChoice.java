package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// Chooses the mode, once, and says so in one line.
final class ModeChoice {

    static final Machine CHOSEN = choose();

    private ModeChoice() {}

    private static Machine choose() {
        String wish = System.getProperty("jevent.mode", "auto").toLowerCase(Locale.ROOT);
        return switch (wish) {
            case "baton" -> baton(null);
            case "auto", "carrier" -> {
                String obstacle = obstacle();
                if (obstacle == null) {
                    yield carrier();
                }
                if (wish.equals("carrier")) {
                    throw new IllegalStateException(
                            "jevent.mode=carrier, but " + obstacle + ". " + remedy());
                }
                yield baton(obstacle);
            }
            default ->
                    throw new IllegalArgumentException(
                            "jevent.mode=" + wish + ": must be auto, carrier or baton");
        };
    }

    private static Machine carrier() {
        JdkPollers.start();
        log(
                System.Logger.Level.DEBUG,
                "mode=CARRIER: each hub carries its greenlets on one thread");
        return Machine.CARRIER;
    }

    private static Machine baton(@Nullable String obstacle) {
        if (obstacle == null) {
            log(System.Logger.Level.DEBUG, "mode=BATON, as asked for by -Djevent.mode=baton");
        } else {
            log(
                    System.Logger.Level.WARNING,
                    "mode=BATON: "
                            + obstacle
                            + ". Switches are slower, and a blocking JDK call in a greenlet stops"
                            + " its hub unless wrapped in Green.blocking(). "
                            + remedy()
                            + " To silence this: -Djevent.mode=baton.");
        }
        return Machine.BATON;
    }

    private static String remedy() {
        Module module = ModeChoice.class.getModule();
        String target = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return "For mode=CARRIER run java with --add-opens java.base/java.lang="
                + target
                + " (or 'Add-Opens: java.base/java.lang' in the main jar's manifest).";
    }

    /// Why CARRIER mode cannot be had; null if it works. Creates one virtual thread and looks
    /// whether our executor is the one that gets to run it.
    private static @Nullable String obstacle() {
        Throwable failure = VirtualThreads.failure();
        if (failure != null) {
            return "java.lang is not open to jevent (" + failure.getClass().getSimpleName() + ")";
        }
        var submissions = new AtomicInteger();
        var runs = new AtomicInteger();
        Thread probe =
                VirtualThreads.create(
                        continuation -> {
                            submissions.incrementAndGet();
                            continuation.run();
                        },
                        "jevent-probe",
                        VirtualThreads.NO_INHERIT_THREAD_LOCALS,
                        runs::incrementAndGet);
        probe.start();
        return submissions.get() == 1 && runs.get() == 1
                ? null
                : "this JDK does not run virtual threads on a scheduler of ours";
    }

    private static void log(System.Logger.Level level, String line) {
        Foreign.log(level, () -> line, null);
    }
}
