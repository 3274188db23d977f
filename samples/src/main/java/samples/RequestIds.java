package samples;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;

import jevent.Green;
import jevent.reactor.GreenletContext;
import jevent.reactor.Monos;

import org.slf4j.MDC;

import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A request's id, in SLF4J's MDC, follows the request through greenlets and Reactor's threads.
final class RequestIds {

    void main() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("request"));
        Hooks.enableAutomaticContextPropagation();

        Green.spawn(() -> serve("7")).join();
        Green.spawn(() -> serve("8")).join();
        log("done");
    }

    private static void serve(String request) {
        MDC.put("request", request);
        log("served by a greenlet");
        Monos.await(lookUp().then(Monos.from(RequestIds::count)));
    }

    private static Mono<Void> lookUp() {
        return Mono.<Void>fromRunnable(() -> log("looked up by one of Reactor's threads"))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// The greenlet of `Monos.from` has the id already; what it spawns is given it.
    private static int count() {
        log("counted by another greenlet");
        return Green.<Integer>spawn(GreenletContext.wrap(RequestIds::audit)).get();
    }

    private static int audit() {
        log("audited by one more");
        return 1;
    }

    private static void log(String what) {
        IO.println("[" + MDC.get("request") + "] " + what);
    }
}
