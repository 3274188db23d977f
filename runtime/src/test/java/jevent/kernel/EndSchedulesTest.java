package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// A scheduler that nobody drives any more, while others send: each message is handled, once.
class EndSchedulesTest {

    /// As [Scheduler], for the scenario.
    private interface Post {
        void send(Runnable message);

        void end();
    }

    private static final class Real implements Post {
        private final Scheduler scheduler = new Scheduler(events(), "the loop");

        @Override
        public void send(Runnable message) {
            scheduler.run(message);
        }

        @Override
        public void end() {
            scheduler.end();
        }
    }

    /// Looks whether it has ended before it sends, and not after.
    private static final class Early implements Post {
        private final Inbox inbox = new Inbox(e -> {});
        private volatile boolean dead;

        @Override
        public void send(Runnable message) {
            boolean late = dead;
            inbox.push(new Call(message));
            if (late) {
                drain();
            }
        }

        @Override
        public void end() {
            dead = true;
            drain();
        }

        private void drain() {
            synchronized (inbox) {
                inbox.drain();
            }
        }
    }

    private static Events events() {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (proxy, method, arguments) -> answer(method.getName()));
    }

    private static @Nullable Object answer(String method) {
        return switch (method) {
            case "nanoTime" -> 0L;
            case "isDue", "isPollDue", "isSliceOver", "isAlive" -> false;
            case "name", "toString" -> "ending";
            default -> null;
        };
    }

    private static void sendToOneThatEnds(Post post) {
        var handled = new AtomicInteger();
        Schedules.together(
                () -> post.send(handled::incrementAndGet),
                () -> post.send(handled::incrementAndGet),
                post::end);
        assertThat(handled).hasValue(2);
    }

    @ScheduleTest
    void eachMessageIsHandledOnce() {
        Schedules.allHold(() -> sendToOneThatEnds(new Real()));
    }

    @ScheduleTest
    void aSenderThatLooksBeforeItSendsIsFoundOut() {
        Schedules.someFails(() -> sendToOneThatEnds(new Early()));
    }
}
