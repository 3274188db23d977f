package jevent.pool;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// Trees of scopes whose members fail, are killed and time out at random moments.
@GreenTest(limitSeconds = 60)
@Tag("concurrency")
class ScopeStormTest {

    private static final int ROUNDS = 300;

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private int alive;
    private final Set<Throwable> thrown = new HashSet<>();
    private final Set<Throwable> seen = new HashSet<>();

    @Test
    void nobodyIsLeftBehindAndNothingIsLost(TestHub hub) {
        System.out.println("ScopeStormTest seed " + seed);
        for (int round = 0; round < ROUNDS; round++) {
            Greenlet<?> owner = Green.spawn(() -> Timeout.callOr(millis(60), "over", this::tree));
            if (random.nextBoolean()) {
                owner.join(millis(60));
                owner.killLater();
            }
            owner.join();

            assertThat(alive).as("seed %d, round %d", seed, round).isZero();
            see(owner.failure());
            hub.takeFailures().forEach(this::see);
            assertThat(seen).as("seed %d, round %d", seed, round).containsAll(thrown);
        }
    }

    private String tree() {
        return scope(0);
    }

    private String scope(int depth) {
        Scope.Body<String> body =
                scope -> {
                    for (int i = random.nextInt(4); i >= 0; i--) {
                        scope.spawn(() -> member(scope, depth));
                    }
                    pause();
                    mayFail();
                    return "result";
                };
        return random.nextInt(4) == 0 ? Scope.supervisor().call(body) : Scope.call(body);
    }

    private void member(Scope scope, int depth) {
        alive++;
        try {
            pause();
            mayFail();
            if (depth < 3 && random.nextInt(3) == 0) {
                scope(depth + 1);
            } else if (random.nextInt(6) == 0) {
                scope.spawn(() -> member(scope, depth));
            }
        } finally {
            pauseInPeace();
            alive--;
        }
    }

    private void pause() {
        Green.sleep(millis(20));
    }

    /// The owner, and so a member, may be killed twice: the clean-up goes on.
    private void pauseInPeace() {
        try {
            pause();
        } catch (GreenletExit | ScopeExit | Timeout again) {
            pause();
        }
    }

    private void mayFail() {
        if (random.nextInt(8) == 0) {
            var broken = new Broken();
            thrown.add(broken);
            throw broken;
        }
    }

    private Duration millis(int bound) {
        return Duration.ofMillis(random.nextInt(bound));
    }

    private void see(@org.jspecify.annotations.Nullable Throwable error) {
        if (error != null && seen.add(error)) {
            see(error.getCause());
            for (Throwable suppressed : error.getSuppressed()) {
                see(suppressed);
            }
        }
    }
}
