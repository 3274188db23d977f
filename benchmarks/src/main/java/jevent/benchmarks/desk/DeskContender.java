package jevent.benchmarks.desk;

import jevent.Hub;
import jevent.reactor.Monos;

import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import samples.flightdesk.DataSet;
import samples.flightdesk.Database;
import samples.flightdesk.Desk;
import samples.flightdesk.Directory;
import samples.flightdesk.Loader;
import samples.flightdesk.Where;

import java.util.function.IntFunction;

/// Who serves the desk, each on one event loop of Netty's.
enum DeskContender {
    /// Greenlets on the event loop's thread.
    JEVENT_NETTY("jevent-netty") {
        @Override
        void serve(DataSet data, int upstream, IntFunction<Mono<?>> serving) {
            greenlets(Where.netty, data, upstream, serving);
        }
    },

    /// Greenlets on a thread of their own.
    JEVENT_OWN("jevent-own") {
        @Override
        void serve(DataSet data, int upstream, IntFunction<Mono<?>> serving) {
            greenlets(Where.own, data, upstream, serving);
        }
    },

    REACTOR("reactor") {
        @Override
        void serve(DataSet data, int upstream, IntFunction<Mono<?>> serving) {
            operators(data, upstream, serving);
        }
    };

    final String label;

    DeskContender(String label) {
        this.label = label;
    }

    /// Serves until the `Mono` ends that `serving` makes of the port.
    ///
    /// @param upstream port of the airport directory
    abstract void serve(DataSet data, int upstream, IntFunction<Mono<?>> serving);

    private static void greenlets(
            Where where, DataSet data, int upstream, IntFunction<Mono<?>> serving) {
        where.run(loops -> {
            try (var database = Database.open()) {
                new Loader(database, rows -> {}).load(data);
                var directory = new Directory(loops, upstream);
                try (var desk = new Desk(loops, 0, data, database, directory)) {
                    return Monos.await(serving.apply(desk.port()));
                }
            }
        });
    }

    private static void operators(DataSet data, int upstream, IntFunction<Mono<?>> serving) {
        var loops = LoopResources.create("desk", 1, true);
        try (var database = Database.open()) {
            load(database, data);
            try (var desk = new OperatorDesk(loops, data, database, upstream)) {
                serving.apply(desk.port()).block();
            }
        } finally {
            loops.dispose();
        }
    }

    /// The sample's loader is plain code, and needs a hub; when it is done, there is none.
    static void load(Database database, DataSet data) {
        try (var hub = Hub.open("loader")) {
            hub.run(() -> {
                new Loader(database, rows -> {}).load(data);
                return true;
            });
        }
    }
}
