package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Whatever is sent is received once and in order, and what fails takes nothing else along. For
/// several senders see `InboxSchedulesTest`.
class InboxTest {

    private final List<Object> log = new ArrayList<>();
    private final Inbox inbox = new Inbox(log::add);

    private Inbox.Node message(Object text) {
        return new Call(() -> log.add(text));
    }

    @Test
    void theOldestIsHandledFirst() {
        inbox.push(message(1));
        inbox.push(message(2));
        inbox.push(message(3));
        inbox.drain();

        assertThat(log).containsExactly(1, 2, 3);
    }

    @Test
    void itIsEmptyWhenItHasBeenDrained() {
        assertThat(inbox.isEmpty()).isTrue();
        inbox.push(message(1));
        assertThat(inbox.isEmpty()).isFalse();
        inbox.drain();
        assertThat(inbox.isEmpty()).isTrue();
        inbox.drain();

        assertThat(log).containsExactly(1);
    }

    @Test
    void whatIsSentByAMessageIsHandledTheNextTime() {
        inbox.push(new Call(() -> inbox.push(message("later"))));
        inbox.push(message("now"));
        inbox.drain();
        assertThat(log).containsExactly("now");

        inbox.drain();
        assertThat(log).containsExactly("now", "later");
    }

    @Test
    void aMessageThatIsHandledMayBeSentAgainAtOnce() {
        var repeated =
                new Inbox.Node() {
                    @Override
                    void received() {
                        log.add("again");
                        inbox.push(message("before"));
                        inbox.push(this);
                    }
                };
        inbox.push(repeated);
        inbox.push(message("other"));
        inbox.drain();
        assertThat(log).containsExactly("again", "other");

        inbox.drain();
        assertThat(log).containsExactly("again", "other", "before", "again");
    }

    @Test
    void oneThatFailsIsToldAndTakesNoneAlong() {
        var error = new AssertionError("as if");
        inbox.push(message(1));
        inbox.push(
                new Call(() -> {
                    throw error;
                }));
        inbox.push(message(2));
        inbox.drain();

        assertThat(log).containsExactly(1, error, 2);
    }
}
