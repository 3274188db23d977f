package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.context.ContextRegistry;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import java.util.ArrayList;
import java.util.List;

/// Thread-locals in the greenlet and back, by Micrometer's context-propagation.
@GreenTest
class PropagationTest {

    private static final ThreadLocal<@Nullable String> USER = new InheritableThreadLocal<>();

    private static final Mono<String> ASKED =
            Mono.deferContextual(c -> Mono.just(c.getOrDefault("user", "nobody")));

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<@Nullable Object> log = new ArrayList<>();

    @BeforeEach
    void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", USER);
    }

    @AfterEach
    void forget() {
        Hooks.disableAutomaticContextPropagation();
        ContextRegistry.getInstance().removeThreadLocalAccessor("user");
    }

    private static Context of(String user) {
        return Context.of("user", user);
    }

    private static String user() {
        return String.valueOf(USER.get());
    }

    // ---- into the greenlet

    @Test
    void aBodySeesTheThreadLocalsOfItsSubscribersContext(TestHub hub) {
        var mono = Monos.from(hub.hub(), PropagationTest::user).contextWrite(of("ada"));
        Flux<String> flux = Fluxes.from(hub.hub(), out -> out.send(user()));

        assertThat(Monos.<String>await(mono)).isEqualTo("ada");
        assertThat(IterateTest.all(Fluxes.iterate(flux.contextWrite(of("bob")))))
                .containsExactly("bob");
        assertThat(USER.get()).isNull();
    }

    @Test
    void aBodyKeepsThemWhereItWaitsAndWhileItDies(TestHub hub) {
        var running =
                Monos.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        Green.yieldNow();
                                        log.add(user());
                                        Green.sleep(1_000);
                                        return 1;
                                    } finally {
                                        log.add("finally " + user());
                                    }
                                })
                        .contextWrite(of("ada"))
                        .subscribe();
        Green.sleep(1);

        running.dispose();
        Green.sleep(1);

        assertThat(log).containsExactly("ada", "finally ada");
    }

    @Test
    void greenletsOfTwoSubscribersDoNotSeeEachOthers(TestHub hub) {
        Mono<String> slow =
                Monos.from(
                        hub.hub(),
                        () -> {
                            String before = user();
                            Green.sleep(1);
                            return before + user();
                        });

        assertThat(
                        Monos.<String>awaitAll(
                                List.of(slow.contextWrite(of("a")), slow.contextWrite(of("b")))))
                .containsExactly("aa", "bb");
    }

    @Test
    void whatTheContextDoesNotHoldIsClearedIfPropagationIsAutomatic(TestHub hub) {
        Mono<String> mono = Monos.from(hub.hub(), PropagationTest::user);
        var nobody = mono.contextWrite(c -> c.delete("user").put("other", 1));
        USER.set("inherited");

        assertThat(Monos.<String>await(nobody)).isEqualTo("inherited");
        Hooks.enableAutomaticContextPropagation();
        assertThat(Monos.<String>await(nobody)).isEqualTo("null");
        assertThat(USER.get()).isEqualTo("inherited");
    }

    // ---- out of the greenlet

    @Test
    void withoutTheAutomaticWhatOneAwaitsSeesNone() {
        USER.set("ada");

        assertThat(Monos.<String>await(ASKED)).isEqualTo("nobody");
        assertThat(Monos.<String>await(ASKED.contextCapture())).isEqualTo("ada");
    }

    @Test
    void whatOneAwaitsOrIteratesSeesThem() {
        Hooks.enableAutomaticContextPropagation();
        USER.set("ada");

        assertThat(Monos.<String>await(ASKED)).isEqualTo("ada");
        assertThat(IterateTest.all(Fluxes.iterate(ASKED.flux()))).containsExactly("ada");
        assertThat(Monos.toAsyncResult(ASKED).get()).isEqualTo("ada");
        assertThat(Monos.<String>awaitAll(List.of(ASKED, ASKED))).containsExactly("ada", "ada");
        assertThat(Monos.<String>await(ASKED.contextWrite(of("bob")))).isEqualTo("bob");
        assertThat(USER.get()).isEqualTo("ada");
    }

    @Test
    void theGreenletsOwnValueIsNewerThanItsSubscribersContext(TestHub hub) {
        Hooks.enableAutomaticContextPropagation();
        Mono<List<String>> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            String first = Monos.await(ASKED);
                            USER.set("bob");
                            return List.of(String.valueOf(first), String.valueOf(again()));
                        });

        assertThat(Monos.<List<String>>await(mono.contextWrite(of("ada"))))
                .containsExactly("ada", "bob");
    }

    private static @Nullable String again() {
        return Monos.await(Monos.from(() -> user() + Monos.await(ASKED)).map(s -> s.substring(3)));
    }

    @Test
    @GreenTest(realTime = true)
    void theySurviveAChangeOfThreads(TestHub hub) {
        Hooks.enableAutomaticContextPropagation();
        USER.set("ada");
        var elsewhere =
                Mono.fromCallable(PropagationTest::user)
                        .subscribeOn(Schedulers.boundedElastic())
                        .publishOn(HubScheduler.of(hub.hub()))
                        .map(name -> name + user())
                        .publishOn(Schedulers.parallel())
                        .map(name -> name + user());

        assertThat(Monos.<String>await(elsewhere)).isEqualTo("adaadaada");
        assertThat(user()).isEqualTo("ada");
    }

    @Test
    void operatorsBelowAGreenletSeeThoseOfTheContextAndTheGreenletKeepsItsOwn(TestHub hub) {
        Hooks.enableAutomaticContextPropagation();
        Flux<String> sent =
                Fluxes.from(
                        hub.hub(),
                        out -> {
                            USER.set("own");
                            out.send("sent");
                            log.add(user());
                        });
        var seen = sent.map(item -> item + " to " + user()).contextWrite(of("ada"));
        var written = sent.contextWrite(of("bob")).map(item -> item + " below " + user());

        assertThat(IterateTest.all(Fluxes.iterate(seen))).containsExactly("sent to ada");
        assertThat(IterateTest.all(Fluxes.iterate(written))).containsExactly("sent below null");
        assertThat(log).containsExactly("own", "own");
    }

    @Test
    void aTaskOfAHubSeesThoseOfWhoScheduledIt(TestHub hub) {
        Hooks.enableAutomaticContextPropagation();
        var worker = HubScheduler.of(hub.hub()).createWorker();
        USER.set("ada");
        worker.schedule(() -> log.add(user()));
        USER.remove();
        worker.schedule(() -> log.add(user()));
        Green.sleep(1);

        assertThat(log).containsExactly("ada", "null");
    }

    // ---- spawn

    @Test
    void aWrappedBodySeesWhatItsMakerSaw(TestHub hub) {
        Mono<List<String>> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            USER.set("bob");
                            var wrapped = Green.spawn(GreenletContext.wrap(PropagationTest::both));
                            USER.set("later");
                            var plain = Green.<String>spawn(PropagationTest::context);
                            return List.of(wrapped.get(), plain.get(), user());
                        });

        assertThat(Monos.<List<String>>await(mono.contextWrite(of("ada").put("role", "admin"))))
                .containsExactly("bob admin", "nothing", "later");
    }

    @Test
    void aWrappedBodyWithoutAResultThrowsWhatItThrows(TestHub hub) {
        var failure = new IllegalStateException("of the body");
        Runnable failing =
                () -> {
                    log.add(user());
                    throw failure;
                };
        USER.set("ada");
        var spawned = Green.spawn(GreenletContext.wrap(failing));
        USER.set("later");

        assertThatThrownBy(spawned::get).isSameAs(failure);
        assertThat(log).containsExactly("ada");
    }

    private static String both() {
        return user() + " " + GreenletContext.current().get("role");
    }

    private static String context() {
        return GreenletContext.current().isEmpty() ? "nothing" : "something";
    }
}
