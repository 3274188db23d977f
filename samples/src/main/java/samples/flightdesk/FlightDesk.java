package samples.flightdesk;

import jevent.Green;
import jevent.Hub;
import jevent.Timeout;

import reactor.netty.ChannelBindException;

import java.time.Duration;

/// Loads the data, serves it, and either asks itself two thousand questions or serves until Ctrl-C.
public final class FlightDesk {

    private static final Duration CALM = Duration.ofSeconds(2);

    private final Options options;
    private final DataSet data = DataSet.read();

    private FlightDesk(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        try {
            var options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.USAGE);
                return;
            }
            System.exit(run(options));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
        } catch (ChannelBindException e) {
            System.err.println(e.getMessage() + ": is somebody else listening there?");
            System.exit(1);
        }
    }

    /// Runs it all in one greenlet, and returns the exit code.
    static int run(Options options) {
        return Hub.current().run(new FlightDesk(options)::run);
    }

    private int run() {
        try (var database = Database.open();
                var upstream = new DirectoryServer(data, options.seed())) {
            load(database);
            var directory = new Directory(upstream.port());
            try (var desk = new Desk(options.serve().orElse(0), data, database, directory)) {
                return options.serve().isPresent() ? serve(desk) : drive(desk);
            }
        }
    }

    private void load(Database database) {
        try (var progress = Progress.bar("loading", data.rows())) {
            new Loader(database, progress::stepBy).load(data);
        }
    }

    private int drive(Desk desk) {
        var questions = Questions.draw(data, options.seed(), options.requests());
        var oracle = new Oracle(options.seed());
        var tally = new Tally();
        var before = desk.health();
        new Drive(desk.port(), questions, oracle, tally).run(options.clients());
        var report = new Report(tally, oracle.mishaps(questions), before, calm(desk));
        tally.faults().forEach(System.err::println);
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
