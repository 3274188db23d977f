package jevent.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.sync.Queue;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.annotation.Transactional;

/// A greenlet that claims a transaction is refused.
class TransactionsTest {

    static class Books {

        @Transactional
        public Greenlet<String> sell() {
            return Green.spawn(() -> "sold");
        }
    }

    @Transactional
    static class Shelf {

        public Queue<String> books() {
            return Queue.unbounded();
        }
    }

    static class Plain {

        public Greenlet<String> sell() {
            return Green.spawn(() -> "sold");
        }

        @Transactional
        public String buy() {
            return "bought";
        }
    }

    private static void start(Class<?> bean) {
        try (var context =
                new AnnotationConfigApplicationContext(GreenletConfiguration.class, bean)) {
            assertThat(context.getBean(bean)).isNotNull();
        }
    }

    @Test
    void aTransactionalGreenletIsRefused() {
        assertThatThrownBy(() -> start(Books.class))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "Books.sell() is @Transactional",
                        "the Greenlet is not part of the transaction",
                        "Monos.from(() -> ...)");
    }

    @Test
    void soIsAQueueOfAClassThatIsTransactional() {
        assertThatThrownBy(() -> start(Shelf.class))
                .rootCause()
                .hasMessageContainingAll("Shelf.books()", "the Queue is not part");
    }

    @Test
    void othersAreNot() {
        start(Plain.class);
    }
}
