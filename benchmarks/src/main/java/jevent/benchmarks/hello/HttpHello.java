package jevent.benchmarks.hello;

import static jevent.benchmarks.hello.HelloContender.JEVENT_NETTY;
import static jevent.benchmarks.hello.HelloContender.JEVENT_OWN;
import static jevent.benchmarks.hello.HelloContender.REACTOR;
import static jevent.benchmarks.hello.HelloContender.VIRTUAL_THREADS;

import jevent.benchmarks.service.Figure;
import jevent.benchmarks.service.Round;
import jevent.benchmarks.service.Rounds;
import jevent.benchmarks.service.ServerProcess;

import java.io.IOException;
import java.time.Duration;

/// The comparison as `benchmarks/run` starts it: `wrk` with 64 connections asks one contender after
/// the other, round by round, each time a fresh JVM. What it answers in its first 20 s is a figure
/// of its own; the others are of a server that is warm.
public final class HttpHello {

    public static final String LABEL = "http-hello";

    /// Of the first 20 s after the server has said its port: when it starts to serve, it is cold.
    private static final Figure COLD = new Figure("-cold", "requests", true);

    /// Each with connections of its own: code that closes connections is compiled only when some
    /// have been closed.
    private static final int COLD_WINDOWS = 5;

    private static final Duration COLD_WINDOW = Duration.ofSeconds(4);

    private static final Duration TIME = Duration.ofSeconds(5);

    private final Rounds rounds = new Rounds(LABEL);

    private HttpHello() {}

    /// Prints its rows on stdout.
    ///
    /// @throws IOException if an answer was wrong, or none came in time in what is measured, or
    ///   there is no `wrk`
    public static void compare(boolean quick) throws IOException {
        Wrk.ensureInstalled();
        var comparison = new HttpHello();
        for (int round = 0; round < (quick ? 1 : 3); round++) {
            for (var contender : HelloContender.values()) {
                comparison.measure(contender);
            }
        }
        comparison.report();
    }

    private void measure(HelloContender contender) throws IOException {
        try (var server = ServerProcess.start(HelloServer.class, contender.name())) {
            long cold = 0;
            for (int i = 0; i < COLD_WINDOWS; i++) {
                cold += Wrk.askCold(server.port(), COLD_WINDOW);
            }
            Wrk.askCold(server.port(), TIME); // one core takes long to compile all of it
            var cpu = server.cpu();
            var asked = Wrk.ask(server.port(), TIME);
            var spent = server.cpu().minus(cpu);
            rounds.add(
                    contender.label,
                    Round.of(asked.requests(), TIME, asked.p50(), asked.p99(), spent)
                            .with(COLD, cold));
        }
    }

    private void report() {
        rounds.print();
        rounds.judge(JEVENT_NETTY.label, Figure.PER_SECOND, 1.0, REACTOR.label);
        rounds.judge(JEVENT_NETTY.label, Figure.P99, 1.0, REACTOR.label);
        rounds.judge(JEVENT_NETTY.label, COLD, 0.9, REACTOR.label);
        rounds.judge(JEVENT_NETTY.label, Figure.PER_SECOND, 1.7, JEVENT_OWN.label);
        rounds.judge(JEVENT_NETTY.label, Figure.PER_SECOND, 2.0, VIRTUAL_THREADS.label);
    }
}
