package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A greenlet that waits inside somebody's operator is killed there, and the operator takes the
/// kill for an error that it can handle.
@GreenTest
class SwallowedKillTest {

    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new ArrayList<>();

    private static int wait(int n) {
        Green.sleep(LONG);
        return n;
    }

    /// Runs `body`, kills it where it waits, and sees that it was killed before it could go on; its
    /// clean-up, which waits too, is left in peace.
    private Greenlet<?> killed(Callable<?> body) {
        Greenlet<?> greenlet =
                Green.spawn(() -> {
                    try {
                        Object value = body.call();
                        log.add("went on with " + value);
                        return value;
                    } finally {
                        log.add(Monos.await(Mono.just("cleaned up").hide()));
                        Green.sleep(1);
                        log.add("slept");
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).containsExactly("cleaned up", "slept");
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
        assertThat(greenlet.isKilled()).isTrue();
        return greenlet;
    }

    // ---- await

    @Test
    void anAwaitThrowsItThoughTheSourceHasAnotherValue() {
        List<Object> discarded = new ArrayList<>();
        var mono = Mono.just(1).hide().map(SwallowedKillTest::wait).onErrorReturn(7);

        killed(() -> GreenletContext.call(Discards.into(discarded), () -> Monos.await(mono)));

        assertThat(discarded).containsExactly(7);
    }

    @Test
    void anAwaitThrowsItAndNotWhatTheSourceMadeOfIt() {
        var instead = new IOException("instead");
        var mono = Mono.just(1).map(SwallowedKillTest::wait).onErrorMap(e -> instead);

        var greenlet = killed(() -> Monos.await(mono));

        assertThat(Objects.requireNonNull(greenlet.failure()).getSuppressed()).contains(instead);
    }

    @Test
    void anAwaitInsideTheOperatorIsOneToo() {
        var inner = Mono.delay(LONG);
        var mono = Mono.just(1).map(n -> Monos.await(inner)).onErrorReturn(7L);

        killed(() -> Monos.await(mono));
    }

    // ---- iterate

    @Test
    void aLoopThatPollsItsSourceEndsAtItsNextElement() {
        var flux = Flux.range(0, 3).map(SwallowedKillTest::wait).onErrorContinue((e, n) -> {});

        killed(() -> all(flux));
    }

    @Test
    void aLoopThatRequestsEndsAtItsNextElement() {
        var flux =
                Flux.range(0, 3)
                        .hide()
                        .map(n -> n == 0 ? wait(n) : n)
                        .onErrorContinue((e, n) -> {});

        killed(() -> all(flux));
    }

    @Test
    void oneThatIsMetWhenMoreIsRequestedEndsTheLoop() {
        var flux =
                Flux.range(0, 9)
                        .hide()
                        .map(n -> n == 4 ? wait(n) : n)
                        .onErrorContinue((e, n) -> {});

        killed(() -> {
            Fluxes.iterate(flux, 1).forEach(n -> {});
            return "all";
        });
    }

    private static List<Integer> all(Flux<Integer> flux) {
        List<Integer> all = new ArrayList<>();
        Fluxes.forEach(flux, all::add);
        return all;
    }

    // ---- send

    @Test
    void aBodyIsThrownItWhenItComesBackFromTheSubscriber(TestHub hub) {
        List<Greenlet<?>> bodies = new ArrayList<>();
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            bodies.add(Green.current());
                            try {
                                out.send(0);
                                log.add("went on");
                            } finally {
                                log.add("finally");
                            }
                        })
                .map(SwallowedKillTest::wait)
                .onErrorContinue((e, n) -> log.add("swallowed"))
                .subscribe(log::add, log::add);
        Green.yieldNow();

        bodies.getFirst().kill();

        assertThat(log).hasSize(3).startsWith("swallowed", "finally");
        assertThat(log.getLast()).isInstanceOf(GreenletExit.class);
    }

    // ---- what is none

    @Test
    void aKillOfAnotherOrOneThatWasSeenBeforeIsNone() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        Green.sleep(LONG);
                    } catch (GreenletExit seen) {
                        log.add("seen");
                    }
                    var other = Green.spawn(() -> Green.sleep(LONG));
                    Integer value =
                            Monos.await(
                                    Mono.just(1)
                                            .map(n -> {
                                                Green.yieldNow();
                                                other.kill();
                                                return n;
                                            }));
                    return value;
                });
        Green.yieldNow();

        greenlet.killLater();

        assertThat(greenlet.get()).isEqualTo(1);
        assertThat(log).containsExactly("seen");
    }
}
