package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.kernel.Strangers;

import org.jspecify.annotations.Nullable;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/// A value is handed to who waits for it, or is still the giver's.
class WaiterSchedulesTest {

    private static final Duration LIMIT = Duration.ofMillis(1);

    private static @Nullable Integer get(Waiter<Integer> waiter) {
        try {
            return waiter.get(LIMIT);
        } catch (Timeout over) {
            return null;
        }
    }

    /// Two give, one waits for a while; what has been taken is what one of them gave away.
    private static void give(IntPredicate wake, Supplier<@Nullable Integer> get) {
        var given = new AtomicInteger();
        var taken = new AtomicReference<@Nullable Integer>();
        Schedules.together(
                () -> given.addAndGet(wake.test(1) ? 1 : 0),
                () -> given.addAndGet(wake.test(2) ? 2 : 0),
                Strangers.stranger(() -> taken.set(get.get())));
        Integer value = taken.get();
        assertThat(given).hasValue(value == null ? 0 : value);
    }

    /// Looks whether it is empty, and fills it a moment later.
    private static boolean fill(AtomicReference<@Nullable Integer> slot, int value) {
        boolean empty = slot.get() == null;
        if (empty) {
            slot.set(value);
        }
        return empty;
    }

    /// Looks a few times; nothing is said to who gives later.
    private static @Nullable Integer look(AtomicReference<@Nullable Integer> slot) {
        for (int i = 0; i < 3; i++) {
            Thread.onSpinWait();
            if (slot.get() != null) {
                break;
            }
        }
        return slot.get();
    }

    @ScheduleTest
    void aValueIsTakenOrStillTheGivers() {
        Schedules.allHold(() -> {
            var waiter = new Waiter<Integer>();
            give(waiter::wake, () -> get(waiter));
        });
    }

    @ScheduleTest
    void aSlotThatLooksBeforeItTakesIsFoundOut() {
        Schedules.someFails(() -> {
            var slot = new AtomicReference<@Nullable Integer>();
            give(value -> fill(slot, value), () -> look(slot));
        });
    }
}
