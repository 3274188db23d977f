package jevent.benchmarks.desk;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import samples.flightdesk.DataSet;

/// The process that is measured: a contender's desk, which says its port on stdout and serves until
/// stdin ends. So it does not outlive whoever started it.
public final class DeskServer {

    private DeskServer() {}

    static void main(String[] args) {
        var contender = DeskContender.valueOf(args[0]);
        contender.serve(DataSet.read(), Integer.parseInt(args[1]), DeskServer::untilStdinEnds);
        System.exit(0);
    }

    private static Mono<?> untilStdinEnds(int port) {
        System.out.println(port);
        return Mono.fromCallable(System.in::read).subscribeOn(Schedulers.boundedElastic());
    }
}
