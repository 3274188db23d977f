package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import java.util.ArrayList;
import java.util.List;

/// Scoped values in the greenlet and back.
@GreenTest
class ScopedValueTest {

    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    private static final Mono<String> ASKED =
            Mono.deferContextual(c -> Mono.just(c.getOrDefault("user", "nobody")));

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new ArrayList<>();
    private Disposable binding;

    @BeforeEach
    void bind() {
        binding = GreenletContext.bind(USER, "user");
    }

    @AfterEach
    void withdraw() {
        binding.dispose();
    }

    private static Context of(String user) {
        return Context.of("user", user);
    }

    private static String user() {
        return USER.isBound() ? String.valueOf(USER.get()) : "nobody";
    }

    // ---- into the greenlet

    @Test
    void aBodyHasWhatItsSubscribersContextHolds(TestHub hub) {
        Mono<String> mono = Monos.from(hub.hub(), ScopedValueTest::user);
        Flux<String> flux = Fluxes.from(hub.hub(), out -> out.send(user()));

        assertThat(Monos.<String>await(mono.contextWrite(of("ada")))).isEqualTo("ada");
        assertThat(Monos.<String>await(mono)).isEqualTo("nobody");
        assertThat(Monos.<String>await(mono.contextWrite(Context.of("other", 1))))
                .isEqualTo("nobody");
        assertThat(IterateTest.all(Fluxes.iterate(flux.contextWrite(of("bob")))))
                .containsExactly("bob");
        assertThat(USER.isBound()).isFalse();
    }

    @Test
    void itIsBoundWhereTheBodyWaitsAndWhileItDies(TestHub hub) {
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
    void greenletsInTheMiddleOfAPipelineHaveIt() {
        var flux =
                Flux.range(0, 2)
                        .transform(Fluxes.mapGreen(2, n -> n + user()))
                        .transform(
                                Fluxes.<String, String>through(
                                        (in, out) -> in.forEach(i -> out.send(i + user()))))
                        .contextWrite(of("ada"));

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly("0adaada", "1adaada");
    }

    // ---- out of the greenlet

    @Test
    void whatOneAwaitsOrIteratesIsGivenIt() {
        ScopedValue.where(USER, "ada")
                .run(() -> {
                    log.add(Monos.await(ASKED));
                    log.addAll(IterateTest.all(Fluxes.iterate(ASKED.flux())));
                    log.add(Monos.toAsyncResult(ASKED).get());
                    log.addAll(Monos.<String>awaitAll(List.of(ASKED, ASKED)));
                    log.add(Monos.await(Monos.from(ScopedValueTest::user)));
                    log.add(Monos.await(ASKED.contextWrite(of("nearer"))));
                });

        assertThat(log).containsExactly("ada", "ada", "ada", "ada", "ada", "ada", "nearer");
    }

    @Test
    void theGreenletsOwnBindingIsNewerThanItsSubscribersContext(TestHub hub) {
        Mono<List<String>> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            String first = Monos.await(ASKED);
                            String inner =
                                    ScopedValue.where(USER, "bob").call(() -> Monos.await(ASKED));
                            return List.of(first, inner, String.valueOf(Monos.await(ASKED)));
                        });

        assertThat(Monos.<List<String>>await(mono.contextWrite(of("ada"))))
                .containsExactly("ada", "bob", "ada");
    }

    @Test
    void aBindingToNullHidesWhatTheSubscriberHas(TestHub hub) {
        Mono<String> mono =
                Monos.from(
                        hub.hub(),
                        () -> ScopedValue.where(USER, null).call(() -> Monos.await(ASKED)));

        assertThat(Monos.<String>await(mono.contextWrite(of("ada")))).isEqualTo("nobody");
    }

    // ---- spawn, and the end

    @Test
    void aWrappedBodyHasWhatItsMakerHad(TestHub hub) {
        Mono<List<String>> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            var plain = Green.<String>spawn(ScopedValueTest::user);
                            var wrapped =
                                    ScopedValue.where(USER, "bob")
                                            .call(() ->
                                                    Green.spawn(
                                                            GreenletContext.wrap(
                                                                    ScopedValueTest::user)));
                            return List.of(plain.get(), wrapped.get(), user());
                        });

        assertThat(Monos.<List<String>>await(mono.contextWrite(of("ada"))))
                .containsExactly("nobody", "bob", "ada");
    }

    @Test
    void aWrappedBodyWithoutAResultHasItToo() throws Exception {
        List<String> seen = new ArrayList<>();
        Runnable plain = () -> seen.add("plain " + user());
        ScopedValue.where(USER, "bob")
                .call(() -> {
                    Green.spawn(GreenletContext.wrap(plain));
                    return Green.spawn(
                            GreenletContext.wrap(() -> {
                                seen.add("throwing " + user());
                                Green.blocking(() -> Green.yieldNow());
                            }));
                })
                .get();

        assertThat(seen).containsExactly("plain bob", "throwing bob");
    }

    @Test
    void onceItIsDisposedNothingTravels(TestHub hub) {
        var again = GreenletContext.bind(USER, "user");
        assertThat(again.isDisposed()).isFalse();
        again.dispose();
        again.dispose();
        assertThat(again.isDisposed()).isTrue();
        Mono<String> mono = Monos.from(hub.hub(), ScopedValueTest::user).contextWrite(of("ada"));
        assertThat(Monos.<String>await(mono)).isEqualTo("ada");

        binding.dispose();

        assertThat(Monos.<String>await(mono)).isEqualTo("nobody");
        assertThat(ScopedValue.where(USER, "ada").<String, RuntimeException>call(this::asked))
                .isEqualTo("nobody");
    }

    private String asked() {
        return String.valueOf(Monos.<String>await(ASKED));
    }

    @Test
    void aContextThatHoldsItAlreadyIsNotCopied(TestHub hub) {
        List<Context> contexts = new ArrayList<>();
        var script =
                Script.<Integer>of(it -> {
                    contexts.add(((CoreSubscriber<?>) it.to()).currentContext());
                    it.to().onSubscribe(it);
                    it.to().onComplete();
                });
        var ada = of("ada");

        Green.spawn(() -> GreenletContext.call(ada, () -> Monos.await(script.mono()))).get();
        Green.spawn(() ->
                        GreenletContext.call(
                                ada, () -> IterateTest.all(Fluxes.iterate(script.flux()))))
                .get();

        assertThat(contexts).hasSize(2).allSatisfy(seen -> assertThat(seen).isSameAs(ada));
    }
}
