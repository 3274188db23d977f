package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Whatever is sent is received once, and what one thread sends in its order.
class InboxSchedulesTest {

    private static final class Message extends Inbox.Node {
        private final List<Integer> received;
        private final int number;

        Message(List<Integer> received, int number) {
            this.received = received;
            this.number = number;
        }

        @Override
        void received() {
            received.add(number);
        }
    }

    /// Reads the top and writes the new one a moment later.
    private static final class Hasty {
        private final AtomicReference<Inbox.@Nullable Node> top = new AtomicReference<>();

        void push(Inbox.Node node) {
            node.nextInInbox = top.get();
            top.set(node);
        }

        void drain() {
            List<Inbox.Node> newestFirst = new ArrayList<>();
            for (var node = top.getAndSet(null); node != null; node = node.nextInInbox) {
                newestFirst.add(node);
            }
            newestFirst.reversed().forEach(Inbox.Node::received);
        }
    }

    private static void send(Consumer<Inbox.Node> push, Runnable drain) {
        List<Integer> received = new ArrayList<>(); // by one thread at a time
        Schedules.together(
                () -> {
                    push.accept(new Message(received, 1));
                    push.accept(new Message(received, 2));
                },
                () -> push.accept(new Message(received, 3)),
                drain);
        drain.run();
        assertThat(received).containsExactlyInAnyOrder(1, 2, 3).containsSubsequence(1, 2);
    }

    @ScheduleTest
    void whateverIsSentIsReceivedOnceAndInOrder() {
        Schedules.allHold(() -> {
            var inbox = new Inbox(Assertions::fail);
            send(inbox::push, inbox::drain);
        });
    }

    @ScheduleTest
    void anInboxThatReadsBeforeItWritesIsFoundOut() {
        Schedules.someFails(() -> {
            var inbox = new Hasty();
            send(inbox::push, inbox::drain);
        });
    }
}
