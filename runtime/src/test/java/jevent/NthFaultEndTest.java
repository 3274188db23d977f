package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Event;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Kill and close, while each call of foreign code fails once.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NthFaultEndTest {

    /// Cannot be asked for its cause.
    private static final class Opaque extends NthFault.Own {
        private static final long serialVersionUID = 1;
        private final transient NthFault fault;

        Opaque(NthFault fault) {
            this.fault = fault;
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            fault.ask();
            return null;
        }

        @Override
        public String getMessage() {
            fault.ask();
            return "opaque";
        }
    }

    /// Waits for ever, and cleans up by foreign code.
    private static void waitInVain(NthFault fault) {
        fault.call();
        try {
            new Event().await();
        } finally {
            fault.call();
        }
    }

    private static Greenlet<?> waiting(NthFault fault, Hub hub) {
        return fault.tracked(hub.spawn(() -> waitInVain(fault)));
    }

    /// Fails in another way than by its kill, and nobody may lose that.
    private static Greenlet<?> failing(NthFault fault, Hub hub) {
        return fault.tracked(
                hub.spawn(() -> {
                    try {
                        new Event().await();
                    } finally {
                        throwIt(new Opaque(fault));
                    }
                }));
    }

    private static void throwIt(RuntimeException error) {
        throw error;
    }

    /// Whoever gets it sees how it ends.
    private static void observe(NthFault fault, Hub hub, Greenlet<?> target) {
        fault.tracked(
                hub.spawn(() -> {
                    try {
                        target.get();
                    } catch (Throwable e) {
                        fault.see(e);
                    }
                }));
    }

    private static Consumer<Greenlet<?>> link(NthFault fault, AtomicInteger count) {
        return new Consumer<>() {
            @Override
            public void accept(Greenlet<?> ended) {
                count.incrementAndGet();
                Throwable failure = ended.failure();
                if (failure != null) {
                    fault.see(failure);
                }
                fault.call();
            }

            @Override
            public boolean equals(Object other) {
                fault.call();
                return this == other;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        };
    }

    // ---- scenes

    /// Links of all kinds, a timer, a hold, a callback; then the hub is closed.
    private static void close(NthFault fault) {
        Hub hub = fault.open("closed");
        Hub other = fault.open("of who waits");
        var links = new AtomicInteger();
        hub.hold("of a scene");
        var linked = waiting(fault, hub);
        var failing = failing(fault, hub);
        hub.run(() -> {
            linked.link(link(fault, links));
            linked.onEnd(fault.callback());
            linked.rawLink(fault.callback());
            failing.linkException(link(fault, new AtomicInteger()));
        });
        observe(fault, other, linked);
        observe(fault, other, failing);
        fault.tracked(hub.spawnLater(Duration.ofDays(1), () -> waitInVain(fault)));
        hub.execute(fault.callback());
        hub.close(Duration.ZERO);

        fault.awaitEnd(linked);
        assertThat(links.get()).isLessThanOrEqualTo(1);
        assertThatThrownBy(() -> hub.spawn(() -> "late")).isInstanceOf(HubClosed.class);
        assertThatThrownBy(() -> hub.execute(fault.callback())).isInstanceOf(HubClosed.class);
    }

    /// One with links is killed by a greenlet of another hub, while a third unlinks.
    private static void kill(NthFault fault) {
        Hub hub = fault.open("of the victims");
        Hub other = fault.open("of the killer");
        var links = new AtomicInteger();
        var victim = waiting(fault, hub);
        var failing = failing(fault, hub);
        var linker =
                fault.tracked(
                        other.spawn(() -> {
                            victim.link(link(fault, links));
                            victim.linkValue(link(fault, new AtomicInteger()));
                            failing.rawLink(fault.callback());
                            failing.onEnd(fault.callback());
                            victim.unlink(link(fault, links)); // which asks each of them
                        }));
        observe(fault, other, victim);
        fault.awaitEnd(linker);
        fault.awaitEnd(
                fault.tracked(
                        other.spawn(() -> {
                            failing.kill();
                            victim.kill();
                        })));
        victim.killLater();
        fault.awaitEnd(victim);
        fault.awaitEnd(failing);
    }

    @ParameterizedTest
    @EnumSource
    void aHubIsClosed(NthFault.Kind kind) {
        assertThat(NthFault.play(kind, NthFaultEndTest::close)).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void oneIsKilled(NthFault.Kind kind) {
        assertThat(NthFault.play(kind, NthFaultEndTest::kill)).isGreaterThan(10);
    }

    // ---- twins

    @Test
    void oneThatWaitsForEverIsFound() {
        assertThatThrownBy(() ->
                        NthFault.play(
                                NthFault.Kind.EXCEPTION,
                                Duration.ofMillis(50),
                                NthFaultEndTest::forget))
                .hasMessageContaining("has ended");
    }

    /// Its own code does not wake who waits if the callback throws.
    private static void forget(NthFault fault) {
        Hub hub = fault.open("of who is forgotten");
        var event = new Event();
        var waits = fault.tracked(hub.spawn(() -> event.await()));
        hub.execute(() -> {
            fault.call();
            event.set();
        });
        fault.awaitEnd(waits);
    }

    @Test
    void aFaultThatIsHiddenIsFound() {
        assertThatThrownBy(() -> NthFault.play(NthFault.Kind.MEMORY, NthFaultEndTest::hide))
                .hasMessageContaining("somebody has seen the fault");
    }

    private static void hide(NthFault fault) {
        try {
            fault.call();
        } catch (OutOfMemoryError e) {
            // nobody is told
        }
    }
}
