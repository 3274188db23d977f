package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.pool.Group;
import jevent.pool.Pool;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Bodies of every form, given to all that take one. Most of this is a test because it compiles.
@GreenTest
class ThrowingRunnableTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final IOException broken = new IOException("broken");
    private final List<String> log = new ArrayList<>();

    @SuppressWarnings("unused") // so that the compiler sees that it may throw
    private void writes() throws IOException {
        log.add("w");
    }

    private void fails() throws IOException {
        throw broken;
    }

    private String reads() throws IOException {
        if (log.size() > 1_000) {
            throw broken;
        }
        return "value";
    }

    private void logs() {
        log.add("l");
    }

    @Test
    void aBodyWithoutAResultMayThrow(TestHub hub) {
        Greenlet<@Nullable Void> expression = Green.spawn(() -> fails());
        Greenlet<@Nullable Void> reference = Green.spawn(this::fails);
        Greenlet<@Nullable Void> block =
                Green.spawn(() -> {
                    writes();
                    fails();
                });

        for (Greenlet<?> greenlet : List.of(expression, reference, block)) {
            assertThatThrownBy(greenlet::get).isSameAs(broken);
        }
        assertThat(hub.takeFailures()).containsExactly(broken, broken); // ended before their get
        assertThat(log).containsExactly("w");
    }

    @Test
    void aBodyWithAResultIsStillACallable() {
        Greenlet<String> expression = Green.spawn(() -> reads());
        Greenlet<String> reference = Green.spawn(this::reads);
        Greenlet<String> block =
                Green.spawn(() -> {
                    writes();
                    return reads();
                });
        Callable<String> variable = this::reads;

        assertThat(expression.get() + reference.get() + block.get() + Green.spawn(variable).get())
                .isEqualTo("value".repeat(4));
        assertThat(Green.<String>spawn(() -> reads()).get()).isEqualTo("value");
        assertThat(Green.<CharSequence>run(() -> reads())).isEqualTo("value");
    }

    @Test
    void aBodyThatOnlyThrowsFitsAnyResult() {
        Greenlet<String> greenlet =
                Green.spawn(() -> {
                    throw broken;
                });

        assertThatThrownBy(greenlet::get).isSameAs(broken);
    }

    @Test
    void aVariableIsWhatItsTypeSays() {
        Runnable plain = this::logs;
        ThrowingRunnable throwing = this::writes;
        Green.joinAll(
                List.of(
                        Green.spawn(plain),
                        Green.spawn(throwing),
                        Green.spawn((Runnable) throwing),
                        Green.spawnLater(Duration.ZERO, plain),
                        Green.spawnLater(Duration.ZERO, throwing)));
        Green.run(plain::run);

        assertThat(log).containsExactly("l", "w", "w", "l", "w", "l");
    }

    @Test
    void everythingThatTakesABodyTakesOne() throws Exception {
        Hub hub = Hub.current();
        try (var group = new Group();
                var pool = new Pool(9)) {
            Green.spawn(this::writes);
            Green.spawnLater(Duration.ZERO, () -> writes());
            hub.spawn(() -> writes());
            hub.spawnLater(Duration.ZERO, () -> writes());
            group.spawn(() -> writes());
            pool.spawn(() -> writes());
            pool.spawn(() -> writes(), SECOND);
            pool.trySpawn(() -> writes());
            Green.run(() -> writes());
            hub.run(() -> writes());
            Green.blocking(() -> writes());
            Timeout.call(SECOND, () -> writes());
            Timeout.of(SECOND).call(() -> writes());
            hub.join();
        }

        assertThat(log).hasSize(13).containsOnly("w");
    }

    @Test
    void whatItThrowsIsTheVeryObject() {
        Hub hub = Hub.current();
        try (var group = new Group();
                var pool = new Pool(1)) {
            List<Runnable> ways =
                    List.of(
                            () -> group.spawn(() -> fails()).get(),
                            () -> pool.spawn(() -> fails()).get(),
                            () -> Objects.requireNonNull(pool.trySpawn(() -> fails())).get(),
                            () -> hub.spawnLater(Duration.ZERO, () -> fails()).get(),
                            () -> hub.run(() -> fails()),
                            () -> Timeout.call(SECOND, () -> fails()),
                            () -> Timeout.of(SECOND).call(() -> fails()),
                            () -> ((ThrowingRunnable) this::fails).run());
            for (Runnable way : ways) {
                assertThatThrownBy(way::run).isSameAs(broken);
            }
            assertThatThrownBy(() -> Green.blocking(() -> fails())).isSameAs(broken);
        }
    }

    @Test
    void aRunnableMembersFailureIsItsOwn(TestHub hub) {
        Runnable plain =
                () -> {
                    throw new IllegalStateException("plain");
                };
        try (var group = new Group()) {
            assertThatThrownBy(group.spawn(plain)::get).hasMessage("plain");
        }
        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void aLimitEndsOne() {
        var never = new Event();
        assertThatThrownBy(() -> Timeout.call(SECOND, () -> never.await()))
                .isInstanceOf(Timeout.class);
        assertThatThrownBy(() -> Timeout.of(SECOND).call(() -> never.await()))
                .isInstanceOf(Timeout.class);
    }

    @Test
    void runReturnsWhenItHasEnded() {
        Green.run(() -> {
            Green.sleep(SECOND);
            writes();
        });

        assertThat(log).containsExactly("w");
    }
}
