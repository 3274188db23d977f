package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// The interrupt of a call without the turn hits the call or nothing: never what comes after it.
class OutsideCallSchedulesTest {

    /// As [OutsideCall], for the scenario.
    private interface Call {
        boolean interrupt();

        boolean end();
    }

    private record Real(OutsideCall call) implements Call {
        @Override
        public boolean interrupt() {
            return call.interrupt();
        }

        @Override
        public boolean end() {
            return call.end();
        }
    }

    /// Looks whether the call has ended, and interrupts a moment later.
    private static final class Hasty implements Call {
        private final Thread thread;
        private volatile boolean ended;
        private volatile boolean interrupted;

        Hasty(Thread thread) {
            this.thread = thread;
        }

        @Override
        public boolean interrupt() {
            if (ended) {
                return false;
            }
            interrupted = true;
            thread.interrupt();
            return true;
        }

        @Override
        public boolean end() {
            ended = true;
            return interrupted;
        }
    }

    /// A thread ends its call, takes the flag if it is told that it was interrupted, and goes on;
    /// another interrupts the call.
    private static void interruptOnce(Function<Thread, Call> calls) {
        var call = new Call[1];
        var told = new AtomicBoolean();
        var flag = new AtomicBoolean();
        var caller =
                new Thread(() -> {
                    boolean interrupted = call[0].end();
                    told.set(interrupted);
                    flag.set(interrupted && Thread.interrupted());
                });
        call[0] = calls.apply(caller);
        var sent = new AtomicBoolean();
        Schedules.together(
                () -> {
                    caller.start();
                    join(caller);
                },
                () -> sent.set(call[0].interrupt()));

        assertThat(told.get()).as("is told of the interrupt").isEqualTo(sent.get());
        assertThat(flag.get()).as("finds the flag").isEqualTo(sent.get());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ScheduleTest
    void anInterruptHitsTheCallOrNothing() {
        Schedules.allHold(() -> interruptOnce(thread -> new Real(new OutsideCall(thread, null))));
    }

    @ScheduleTest
    void anInterruptThatLooksFirstAndComesLaterIsFoundOut() {
        Schedules.someFails(() -> interruptOnce(Hasty::new));
    }
}
