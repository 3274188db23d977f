package jevent.reactor;

import jevent.Green;
import jevent.Hub;

import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/// Awaits, serves and wraps where Micrometer's context-propagation is not on the class path, and
/// prints what is seen. A process of its own.
final class WithoutLibrary {

    private WithoutLibrary() {}

    public static void main(String[] arguments) {
        Hooks.enableAutomaticContextPropagation(); // does nothing there
        Mono<String> asked = Mono.deferContextual(c -> Mono.just(c.getOrDefault("user", "nobody")));
        Mono<String> served = Monos.from(() -> Monos.await(asked) + spawned());
        try (var hub = Hub.open("work")) {
            hub.run(() -> {
                IO.println(Monos.await(asked));
                IO.println(Monos.await(served.contextWrite(Context.of("user", "ada"))));
                return true;
            });
        }
        IO.println(libraryIsThere());
    }

    private static String spawned() {
        String user = Green.spawn(GreenletContext.wrap(WithoutLibrary::user)).get();
        return " and " + user;
    }

    private static String user() {
        return GreenletContext.current().get("user");
    }

    private static boolean libraryIsThere() {
        try {
            Class.forName("io.micrometer.context.ContextRegistry");
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
