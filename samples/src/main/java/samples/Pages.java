package samples;

import jevent.Timeout;
import jevent.pool.Scope;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A page made of a remote service's answer, which may be late, and of rows from a database.
final class Pages {

    record Order(String item) {}

    record Page(String name, List<Order> orders) {}

    /// A remote service; anything that speaks `Mono`.
    interface Users {
        Mono<String> name(String id);
    }

    /// A reactive driver; anything that speaks `Flux`.
    interface Database {
        Flux<Order> orders(String id);
    }

    private final Users users;
    private final Database database;

    Pages(Users users, Database database) {
        this.users = users;
        this.database = database;
    }

    Mono<Page> page(String id) {
        return Monos.from(() ->
                Scope.call(scope -> { // a greenlet for each subscriber
                    var name = scope.spawn(() -> userName(id)); // and one that does not outlive it
                    var orders = new ArrayList<Order>();
                    try (var rows =
                            Fluxes.iterate(database.orders(id))) { // as much as the loop takes
                        for (Order row : rows) orders.add(row);
                    }
                    return new Page(name.get(), orders);
                }));
    }

    String userName(String id) {
        return Timeout.callOr(
                Duration.ofMillis(150), "stranger", () -> Monos.await(users.name(id)));
    }

    static void main() {
        Users users = id -> id.equals("ada") ? Mono.just("Ada") : Mono.never();
        Database database = id -> Flux.just("tea", "cups", "honey").map(Order::new);
        var pages = new Pages(users, database);

        IO.println(Monos.await(pages.page("ada")));
        IO.println(Monos.await(pages.page("bob"))); // the service does not answer
    }
}
