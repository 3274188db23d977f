package jevent.benchmarks.desk;

import jevent.benchmarks.service.Core;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The comparison as `benchmarks/run` starts it.
public final class FlightDesk {

    public static final String LABEL = "flight-desk";

    private static final long MOST_MINUTES = 30;

    private FlightDesk() {}

    /// Prints its rows on stdout.
    ///
    /// @throws IOException if an answer was wrong, or none came
    public static void compare(boolean quick) throws IOException {
        var process =
                Core.OTHERS.start(Comparison.class, List.of(), List.of(Boolean.toString(quick)));
        // Whatever ends us ends it, and its servers end when it does.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        if (exitCode(process) != 0) {
            throw new IOException(LABEL + " has failed");
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(LABEL + " takes more than " + MOST_MINUTES + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(LABEL);
        }
    }
}
