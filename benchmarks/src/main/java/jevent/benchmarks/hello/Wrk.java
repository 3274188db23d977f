package jevent.benchmarks.hello;

import jevent.benchmarks.service.Core;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the load generator of that name has to say of a server.
///
/// @param p50 in milliseconds, as `p99`
record Wrk(long requests, double p50, double p99) {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern P50 = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAULT = Pattern.compile("(Non-2xx|Socket errors).*");

    static void ensureInstalled() throws IOException {
        try {
            new ProcessBuilder("wrk", "--version").start().destroy();
        } catch (IOException e) {
            throw new IOException(
                    HttpHello.LABEL + " needs wrk, which is a package of most systems: install it",
                    e);
        }
    }

    /// Asks with 64 connections for that long.
    ///
    /// @throws IOException if a request was not answered well
    static Wrk ask(int port, Duration time) throws IOException {
        var wrk =
                Core.OTHERS.start(
                        List.of(
                                "wrk",
                                "--threads=1",
                                "--connections=64",
                                "--latency",
                                "--duration=" + time.toSeconds() + "s",
                                "http://127.0.0.1:" + port + "/"));
        return parse(new String(wrk.getInputStream().readAllBytes()));
    }

    static Wrk parse(String report) throws IOException {
        var fault = FAULT.matcher(report);
        if (fault.find()) {
            throw new IOException("wrk has seen errors: " + fault.group());
        }
        return new Wrk(
                Long.parseLong(find(REQUESTS, report).group(1)),
                millis(find(P50, report)),
                millis(find(P99, report)));
    }

    private static Matcher find(Pattern pattern, String report) throws IOException {
        var matcher = pattern.matcher(report);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in what wrk says: " + report);
        }
        return matcher;
    }

    private static double millis(Matcher time) {
        double value = Double.parseDouble(time.group(1));
        return switch (time.group(2)) {
            case "us" -> value / 1_000;
            case "ms" -> value;
            default -> value * 1_000;
        };
    }
}
