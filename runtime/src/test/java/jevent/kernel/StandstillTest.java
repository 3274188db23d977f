package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jevent.Hub;
import jevent.Occupied;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Who computes or reads is not taken for one that waits. For one that does wait see
/// `InitialiserTest`.
@Timeout(30)
@Tag("concurrency")
class StandstillTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final Standstill standstill = new Standstill(HOUR);
    private final CompletableFuture<Fiber> fiber = new CompletableFuture<>();

    @BeforeEach
    void onlyWhereCarriersAreKnown() {
        assumeTrue(Machine.current() == Machine.CARRIER, "nobody is rescued in BATON mode");
    }

    private void tellFiber() {
        fiber.complete(Objects.requireNonNull(Strand.currentFiber()));
    }

    @Test
    void oneThatComputesDoesNotStandStill() {
        var rounds = new AtomicLong();
        var end = new AtomicBoolean();
        try (Hub hub = Hub.open("computing")) {
            var computing =
                    hub.spawn(() -> {
                        tellFiber();
                        Occupied.count(rounds, end);
                    });
            for (int i = 0; i < 100; i++) {
                assertThat(standstill.lasts(fiber.join(), i * HOUR)).isFalse();
                for (long before = rounds.get(); rounds.get() < before + 10_000; ) {
                    Thread.onSpinWait();
                }
            }
            end.set(true);
            computing.join();
        }
    }

    @Test
    void oneInANativeReadIsLeftAlone() throws IOException {
        Process cat = new ProcessBuilder("cat").start(); // silent as long as nobody tells it
        try (Hub hub = Hub.open("reading")) {
            var reading =
                    hub.spawn(() -> {
                        tellFiber();
                        return Occupied.read(cat.getInputStream());
                    });
            while (NativeCall.of(fiber.join().stackTrace()) == null) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(standstill.lasts(fiber.join(), i * HOUR)).isFalse();
            }
            cat.getOutputStream().close();
            reading.join();
        }
    }

    @Test
    void theStackTellsWhoMayWaitForAClass() {
        assertThat(mayWait("org.example.Service", "jevent.kernel.CarrierFiber")).isTrue();
        assertThat(mayWait("java.util.ArrayList", "org.example.Service")).isTrue();
        assertThat(mayWait("java.util.ArrayList", "jevent.kernel.Scheduler")).isFalse();
        assertThat(mayWait("jevent.kernel.Scheduler", "org.example.Service")).isFalse();
        assertThat(mayWait("java.lang.Class/native", "org.example.Service")).isTrue();
        assertThat(mayWait("org.example.Service/native", "org.example.Service")).isFalse();
        assertThat(mayWait()).isFalse();
    }

    private static boolean mayWait(String... types) {
        var stack = new StackTraceElement[types.length];
        for (int i = 0; i < types.length; i++) {
            boolean isNative = types[i].endsWith("/native");
            String type = types[i].replace("/native", "");
            stack[i] = new StackTraceElement(type, "method", null, isNative ? -2 : 1);
        }
        return Standstill.mayWait(stack);
    }
}
