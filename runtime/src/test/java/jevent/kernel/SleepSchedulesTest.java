package jevent.kernel;

import static schedules.Schedules.Choice.PRIORITY;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A driver that falls asleep while others send: each of its sleeps is ended, by somebody who knows
/// that it is the driver.
class SleepSchedulesTest {

    private static final int MESSAGES = 2;

    /// As [Sleep], for the scenario.
    private interface Bed {
        boolean fall();

        void over();

        void end(Driver driver);
    }

    /// Asks who drives before it knows that somebody sleeps: that may be nobody yet.
    private static final class Early implements Bed {
        private final Inbox inbox;
        private volatile boolean asleep;

        Early(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public boolean fall() {
            asleep = true;
            if (inbox.isEmpty()) {
                return true;
            }
            asleep = false;
            return false;
        }

        @Override
        public void over() {
            asleep = false;
        }

        @Override
        public void end(Driver driver) {
            Thread sleeper = driver.thread();
            if (asleep) {
                asleep = false;
                LockSupport.unpark(sleeper);
            }
        }
    }

    private record Real(Sleep sleep) implements Bed {
        @Override
        public boolean fall() {
            return sleep.fall();
        }

        @Override
        public void over() {
            sleep.over();
        }

        @Override
        public void end(Driver driver) {
            sleep.end(driver);
        }
    }

    private static final class Message extends Inbox.Node {
        private final AtomicInteger received;

        Message(AtomicInteger received) {
            this.received = received;
        }

        @Override
        void received() {
            received.incrementAndGet();
        }
    }

    /// Events of which nothing but the wake-up happens.
    private static Events events() {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    private static @Nullable Object answer(String method, @Nullable Object @Nullable [] arguments) {
        if (method.equals("wakeup") && arguments != null) {
            LockSupport.unpark((Thread) arguments[0]);
            return null;
        }
        return method.equals("isDue") ? false : null;
    }

    /// Drives until all has been received; it begins to drive while the others are sending.
    private static void drive(Inbox inbox, Bed bed) {
        var driver = new Driver();
        var received = new AtomicInteger();
        Schedules.together(
                () -> {
                    driver.enter();
                    while (received.get() < MESSAGES) {
                        inbox.drain();
                        if (received.get() < MESSAGES && bed.fall()) {
                            LockSupport.park();
                            bed.over();
                        }
                    }
                    driver.leave();
                },
                () -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        inbox.push(new Message(received));
                        bed.end(driver);
                    }
                });
    }

    @ScheduleTest
    void everySleepIsEnded() {
        Schedules.allHold(
                PRIORITY,
                () -> {
                    var inbox = new Inbox(Assertions::fail);
                    drive(inbox, new Real(new Sleep(inbox, events())));
                });
    }

    @ScheduleTest
    void aSenderThatAsksTooEarlyWhoSleepsIsFoundOut() {
        Schedules.someFails(
                PRIORITY,
                () -> {
                    var inbox = new Inbox(Assertions::fail);
                    drive(inbox, new Early(inbox));
                });
    }
}
