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

    /// Of a server that is still cold: all but answers that come too late, which is after 2 s.
    private static final Pattern COLD_FAULT =
            Pattern.compile(
                    "(Non-2xx|Socket errors(?!: connect 0, read 0, write 0, timeout \\d)).*");

    static void ensureInstalled() throws IOException {
        try {
            new ProcessBuilder("wrk", "--version").start().destroy();
        } catch (IOException e) {
            throw new IOException(
                    HttpHello.LABEL + " needs wrk, which is a package of most systems: install it",
                    e);
        }
    }

    /// Asks a server that is cold, and may be late with answers.
    ///
    /// @return how many there were all the same
    /// @throws IOException if a request was answered badly
    static long askCold(int port, Duration time) throws IOException {
        return parseCold(report(port, time));
    }

    /// Asks with 64 connections for that long.
    ///
    /// @throws IOException if a request was not answered well, or not in time
    static Wrk ask(int port, Duration time) throws IOException {
        return parse(report(port, time));
    }

    private static String report(int port, Duration time) throws IOException {
        var wrk =
                Core.OTHERS.start(
                        List.of(
                                "wrk",
                                "--threads=1",
                                "--connections=64",
                                "--latency",
                                "--duration=" + time.toSeconds() + "s",
                                "http://127.0.0.1:" + port + "/"));
        return new String(wrk.getInputStream().readAllBytes());
    }

    /// What [#askCold] makes of it.
    static long parseCold(String report) throws IOException {
        refuse(COLD_FAULT, report);
        return requests(report);
    }

    private static void refuse(Pattern faults, String report) throws IOException {
        var fault = faults.matcher(report);
        if (fault.find()) {
            throw new IOException("wrk has seen errors: " + fault.group());
        }
    }

    static Wrk parse(String report) throws IOException {
        refuse(FAULT, report);
        return new Wrk(requests(report), millis(find(P50, report)), millis(find(P99, report)));
    }

    private static long requests(String report) throws IOException {
        return Long.parseLong(find(REQUESTS, report).group(1));
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
