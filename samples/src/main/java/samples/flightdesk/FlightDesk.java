package samples.flightdesk;

import jevent.Green;
import jevent.Timeout;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

import reactor.netty.ChannelBindException;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Loads the data, serves it, and either asks itself two thousand questions, once it is warm, or
/// serves until Ctrl-C.
@Command(
        name = "samples/run flight-desk",
        description = "A web service on reactive libraries, in plain code.",
        sortOptions = false)
public final class FlightDesk implements Callable<Integer> {

    private static final Duration CALM = Duration.ofSeconds(2);

    @Mixin private final Options options = new Options();

    private final DataSet data = DataSet.read();

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /// Returns the exit code: 0 if every answer was right, 2 if the command line was not.
    static int execute(String... arguments) {
        return new CommandLine(new FlightDesk())
                .setExecutionExceptionHandler(FlightDesk::explain)
                .execute(arguments);
    }

    private static int explain(Exception e, CommandLine command, ParseResult arguments)
            throws Exception {
        if (e instanceof ChannelBindException) {
            command.getErr().println(e.getMessage() + ": is somebody else listening there?");
            return 1;
        }
        throw e;
    }

    /// Runs it all in one greenlet.
    @Override
    public Integer call() {
        return options.loop().run(this::run);
    }

    private int run(LoopResources loops) {
        try (var database = Database.open();
                var upstream = new DirectoryServer(data, options.seed)) {
            load(database);
            var directory = new Directory(loops, upstream.port());
            var serve = options.serve;
            var port = serve == null ? 0 : serve;
            try (var desk = new Desk(loops, port, data, database, directory)) {
                return serve == null ? drive(loops, desk) : serve(desk);
            }
        }
    }

    private void load(Database database) {
        try (var progress = Progress.bar("loading", data.rows())) {
            new Loader(database, progress::stepBy).load(data);
        }
    }

    /// Asks in earnest once the desk is warm: a directory is given 150 ms, and code that runs for
    /// the first time takes longer than that by itself.
    private int drive(LoopResources loops, Desk desk) {
        var oracle = new Oracle(options.seed);
        var others = Questions.draw(data, options.seed - 1, options.warmUp);
        var questions = Questions.draw(data, options.seed, options.requests);
        var warmUp = new Tally();
        var tally = new Tally();
        new Drive(loops, desk.port(), others, oracle, warmUp).run("warming up", options.clients);
        var before = desk.health();
        new Drive(loops, desk.port(), questions, oracle, tally).run("asking", options.clients);
        var mishaps = oracle.mishaps(questions);
        var report = new Report(warmUp, tally, mishaps, options.loop(), before, calm(desk));
        Stream.of(warmUp, tally).flatMap(t -> t.faults().stream()).forEach(System.err::println);
        System.out.println(report.text());
        return report.isRight() ? 0 : 1;
    }

    /// How the desk is once it has noticed that the last client is gone.
    private static Desk.Health calm(Desk desk) {
        return Timeout.callOr(
                CALM,
                desk.health(),
                () -> {
                    while (desk.health().connectionsInUse() > 0) {
                        Green.sleep(5);
                    }
                    return desk.health();
                });
    }

    private static int serve(Desk desk) {
        System.out.println("serving on http://" + Web.LOOPBACK + ":" + desk.port());
        System.out.println(
                "try /routes/ORD/LAX, /delays?airport=ORD&limit=10 or /health; Ctrl-C stops");
        CtrlC.await();
        System.out.println("draining");
        return 0;
    }
}
