package jevent.benchmarks.desk;

import static jevent.benchmarks.desk.DeskContender.JEVENT_NETTY;
import static jevent.benchmarks.desk.DeskContender.REACTOR;

import jevent.benchmarks.service.Figure;
import jevent.benchmarks.service.Round;
import jevent.benchmarks.service.Rounds;
import jevent.benchmarks.service.ServerProcess;

import samples.flightdesk.DataSet;
import samples.flightdesk.DirectoryServer;
import samples.flightdesk.Drive;
import samples.flightdesk.Figures;
import samples.flightdesk.Oracle;
import samples.flightdesk.Question;
import samples.flightdesk.Questions;
import samples.flightdesk.Tally;
import samples.flightdesk.Where;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The process that asks, with the sample's own clients, upstream and oracle: the contenders in
/// turn, round by round, each time in a fresh JVM that is warmed up first.
///
/// The upstream is late or broken now and then, as in the sample, and a late answer holds one of
/// the 64 clients for 150 ms. The others keep the server's core busy all the same, at 95 % and
/// more, while the core of the clients has time to spare. So the requests per second tell what the
/// server computes, as its processor time for each request does; p99 tells the 150 ms and little
/// else. The median says more about the clients' queue than about a request: 64 of them wait for
/// one core.
public final class Comparison {

    private static final long SEED = 2001;
    private static final int CLIENTS = 64;

    /// Code that is cold would be late itself, were it asked by more.
    private static final int FIRST_CLIENTS = 16;

    private final int rounds;
    private final List<Question> first;
    private final List<Question> warmUp;
    private final List<Question> questions;
    private final Oracle oracle = new Oracle(SEED);
    private final Rounds measured = new Rounds(FlightDesk.LABEL);

    private Comparison(DataSet data, boolean quick) {
        this.rounds = quick ? 1 : 3;
        this.first = Questions.draw(data, SEED - 2, quick ? 5_000 : 10_000);
        this.warmUp = Questions.draw(data, SEED - 1, quick ? 25_000 : 50_000);
        this.questions = Questions.draw(data, SEED, quick ? 10_000 : 20_000);
    }

    static void main(String[] args) throws IOException {
        var data = DataSet.read();
        try (var upstream = new DirectoryServer(data, SEED)) {
            new Comparison(data, Boolean.parseBoolean(args[0])).run(upstream.port());
        }
    }

    private void run(int upstream) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (var contender : DeskContender.values()) {
                measured.add(contender.label, round(contender, upstream));
            }
        }
        measured.print();
        measured.judge(JEVENT_NETTY.label, Figure.PER_SECOND, 0.9, REACTOR.label);
        measured.judge(JEVENT_NETTY.label, Figure.P99, 1.0, REACTOR.label);
    }

    private Round round(DeskContender contender, int upstream) throws IOException {
        try (var server =
                ServerProcess.start(
                        DeskServer.class, contender.name(), Integer.toString(upstream))) {
            ask(server, first, FIRST_CLIENTS);
            ask(server, warmUp, CLIENTS);
            var cpu = server.cpu();
            var start = System.nanoTime();
            var figures = ask(server, questions, CLIENTS);
            var took = Duration.ofNanos(System.nanoTime() - start);
            return Round.of(
                    figures.requests(),
                    took,
                    figures.millis(50),
                    figures.millis(99),
                    server.cpu().minus(cpu));
        }
    }

    private Figures ask(ServerProcess server, List<Question> questions, int clients) {
        var tally = new Tally();
        Where.best()
                .run(loops -> {
                    new Drive(loops, server.port(), questions, oracle, tally).run(clients);
                    return true;
                });
        if (tally.all().errors() > 0) {
            tally.faults().forEach(System.err::println);
            throw new IllegalStateException(tally.all().errors() + " wrong answers");
        }
        return tally.all();
    }
}
