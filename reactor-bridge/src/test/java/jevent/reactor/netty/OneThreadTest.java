package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Hub;
import jevent.Mode;
import jevent.reactor.Monos;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/// A request is decoded, handled and answered, and what the handler asks of others completes,
/// without a change of thread.
@GreenTest(realTime = true, limitSeconds = 60)
class OneThreadTest {

    private static final String INNER = "/inner";

    private final List<String> places = new CopyOnWriteArrayList<>();

    /// In CARRIER mode a virtual thread's text ends with the name of the thread that carries it.
    private void here(String what) {
        String text = Thread.currentThread().toString();
        String carrier = Hub.mode() == Mode.CARRIER ? text.substring(text.indexOf('@')) : "";
        places.add(what + carrier + " of " + Hub.currentOrNull());
    }

    private String place(String what) {
        return what + (Hub.mode() == Mode.CARRIER ? "@jevent-http" : "") + " of hub http";
    }

    private Served serve() {
        var self = new Served[1];
        self[0] =
                Served.by((request, response) -> {
                    if (request.uri().equals(INNER)) {
                        return response.sendString(Monos.from(() -> "inner"));
                    }
                    here("pipeline");
                    return response.sendString(Monos.from(() -> handle(self[0])));
                });
        return self[0];
    }

    private String handle(Served served) {
        here("greenlet");
        String answer = Monos.await(ask(served, INNER).doOnNext(body -> here("completion")));
        here("greenlet again");
        return "outer of " + answer;
    }

    private static Mono<String> ask(Served served, String uri) {
        return served.client().get().uri(uri).responseContent().aggregate().asString();
    }

    @Test
    void aRequestIsHandledAndItsOwnRequestAnsweredOnOneThread() {
        try (Served served = serve()) {
            assertThat(Monos.await(ask(served, "/"))).isEqualTo("outer of inner");
        }
        assertThat(places)
                .containsExactly(
                        place("pipeline"),
                        place("greenlet"),
                        place("completion"),
                        place("greenlet again"));
    }

    @Test
    void aClientOfAGreenletStaysOnItsHub() {
        try (var loops = HubLoopResources.create("http", 3)) {
            for (Hub hub : loops.hubs()) {
                var loop = hub.run(() -> loops.onClient(false).next());
                assertThat(((HubEventLoop) loop).hub()).isSameAs(hub);
            }
        }
    }

    @Test
    void aCallbackOfNettyIsOnTheHubAndInTheLoopButAGreenletIsNot() throws Exception {
        try (var loops = HubLoopResources.create("http", 1)) {
            var loop = loops.onServer(false).next();
            Hub hub = loops.hubs().getFirst();

            assertThat(loop.submit(Hub::current).get()).isSameAs(hub);
            assertThat(loop.submit(() -> loop.inEventLoop()).get()).isTrue();
            assertThat(loop.submit(Green::currentOrNull).get()).isNull();
            assertThat(hub.run(() -> loop.inEventLoop())).isFalse();
        }
    }

    @Test
    void manyConnectionsAreSharedOutAmongTheHubs() {
        var seen = new CopyOnWriteArrayList<Hub>();
        try (Served served =
                Served.by(
                        2,
                        GreenHandlers.text((request, response) -> {
                            seen.add(Hub.current());
                            Green.yieldNow();
                            return "hello";
                        }))) {
            var askers =
                    IntStream.range(0, 400)
                            .mapToObj(i -> Green.spawn(() -> Monos.await(ask(served, "/"))))
                            .toList();
            for (var asker : askers) {
                assertThat(Objects.requireNonNull(asker.get())).isEqualTo("hello");
            }
            assertThat(seen).hasSize(400).contains(served.hubs().get(0), served.hubs().get(1));
        }
    }
}
