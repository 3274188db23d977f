package jevent.benchmarks.service;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM with a contender's server, on a core of its own.
public record ServerProcess(Process process, int port) implements AutoCloseable {

    /// What one core makes of a JVM, also where it cannot be kept on one; and one event loop.
    private static final List<String> SMALL =
            List.of(
                    "-XX:ActiveProcessorCount=1",
                    "-XX:+UseSerialGC",
                    "-Xms1g",
                    "-Xmx1g",
                    "-Dreactor.netty.ioWorkerCount=1");

    /// @param main prints its port, and serves until its stdin ends
    public static ServerProcess start(Class<?> main, String... arguments) throws IOException {
        var options = new ArrayList<>(SMALL);
        options.addAll(moreOptions());
        var process = Core.SERVER.start(main, options, List.of(arguments));
        try {
            return new ServerProcess(process, port(process.inputReader()));
        } catch (IOException e) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", arguments) + " does not serve", e);
        }
    }

    /// Passes over what the JVM itself may have to say.
    private static int port(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.matches("\\d+")) {
                return Integer.parseInt(line);
            }
            System.err.println(line);
        }
        throw new EOFException();
    }

    private static List<String> moreOptions() {
        var options = System.getenv().getOrDefault("JAVA_OPTS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    /// What all its threads have computed until now.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close(); // its stdin: it ends
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
