package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The subscriber's context in the greenlet, and back.
@GreenTest
class ContextTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static String user() {
        return GreenletContext.current().getOrDefault("user", "nobody");
    }

    private static final Mono<String> ASKED =
            Mono.deferContextual(c -> Mono.just(c.getOrDefault("user", "nobody")));

    @Test
    void theBodySeesTheSubscribersContext(TestHub hub) {
        var ada = Context.of("user", "ada");
        Mono<String> mono = Monos.from(hub.hub(), ContextTest::user);
        Flux<String> flux = Fluxes.from(hub.hub(), out -> out.send(user()));

        assertThat(Monos.<String>await(mono)).isEqualTo("nobody");
        assertThat(Monos.<String>await(mono.contextWrite(ada))).isEqualTo("ada");
        assertThat(IterateTest.all(Fluxes.iterate(flux.contextWrite(ada)))).containsExactly("ada");
    }

    @Test
    void whatTheBodyAwaitsAndIteratesSeesItToo(TestHub hub) {
        var ada = Context.of("user", "ada");
        Mono<List<String>> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            List<String> seen = new ArrayList<>();
                            seen.add(Monos.await(ASKED));
                            seen.addAll(IterateTest.all(Fluxes.iterate(ASKED.flux())));
                            seen.add(Monos.toAsyncResult(ASKED).get());
                            return seen;
                        });

        assertThat(Monos.<List<String>>await(mono.contextWrite(ada)))
                .containsExactly("ada", "ada", "ada");
    }

    @Test
    void theNearestWriteWins(TestHub hub) {
        Mono<String> inner =
                Monos.from(hub.hub(), () -> Monos.await(ASKED.contextWrite(of("bob"))));

        assertThat(Monos.<String>await(inner.contextWrite(of("ada")))).isEqualTo("bob");
    }

    private static Context of(String user) {
        return Context.of("user", user);
    }

    @Test
    void theHookInTheContextIsPreferred(TestHub hub) {
        List<Throwable> local = new ArrayList<>();
        Consumer<Throwable> hook = local::add;
        var failure = new IOException("dying");
        var running =
                Monos.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        Green.sleep(1000);
                                    } finally {
                                        AwaitTest.sneak(failure);
                                    }
                                    return 1;
                                })
                        .contextWrite(Context.of("reactor.onErrorDropped.local", hook))
                        .subscribe();
        Green.yieldNow();

        running.dispose();
        Green.yieldNow();

        assertThat(local).containsExactly(failure);
    }

    @Test
    void cancelSeesTheSameContext(TestHub hub) {
        List<String> seen = new ArrayList<>();
        Mono<Object> never =
                Mono.deferContextual(
                        c -> Mono.never().doOnCancel(() -> seen.add(c.get("user").toString())));
        var running = Monos.from(hub.hub(), () -> Monos.await(never)).contextWrite(of("ada"));
        var subscription = running.subscribe();
        Green.yieldNow();

        subscription.dispose();
        Green.yieldNow();

        assertThat(seen).containsExactly("ada");
    }
}
