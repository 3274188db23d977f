package jevent.benchmarks.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One core for the server, another for all others.
public enum Core {
    SERVER,
    OTHERS;

    private static final List<String> JVM =
            List.of(
                    "-Djevent.mode=carrier",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

    /// Starts one of ours on this core, wherever the system can do that.
    public Process start(Class<?> main, List<String> options, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(pin());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(
                        this == SERVER
                                ? ProcessBuilder.Redirect.PIPE
                                : ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Starts another program on this core.
    ///
    /// @throws IOException if there is none of that name
    public Process start(List<String> program) throws IOException {
        var command = new ArrayList<>(pin());
        command.addAll(program);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private List<String> pin() {
        var pin = List.of("taskset", "-c", Integer.toString(ordinal()));
        return succeeds(Stream.concat(pin.stream(), Stream.of("true")).toList()) ? pin : List.of();
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
