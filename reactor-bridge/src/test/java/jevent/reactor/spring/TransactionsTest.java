package jevent.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.reactor.Monos;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;

import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Greenlets and Spring's transactions.
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

    /// A shop whose greenlet asks whether it is in a transaction.
    static class Shop {

        @Transactional
        public Mono<String> keep(AsyncResult<Greenlet<?>> customer) {
            return Monos.from(() -> {
                customer.set(Green.current());
                Green.sleep(Duration.ofHours(1));
                return "overslept";
            });
        }

        @Transactional
        public Mono<Boolean> sell(boolean failing) {
            return Monos.from(() -> {
                Green.sleep(1);
                if (failing) {
                    throw new IllegalStateException("sold out");
                }
                return Monos.await(
                        TransactionSynchronizationManager.forCurrentTransaction()
                                .map(TransactionSynchronizationManager::isActualTransactionActive));
            });
        }
    }

    /// Writes down what it is told.
    private static final class Ledger extends AbstractReactiveTransactionManager {

        private static final long serialVersionUID = 1L;

        final transient List<String> told = new CopyOnWriteArrayList<>();

        @Override
        protected Object doGetTransaction(TransactionSynchronizationManager manager) {
            return "transaction";
        }

        @Override
        protected Mono<Void> doBegin(
                TransactionSynchronizationManager manager,
                Object transaction,
                TransactionDefinition definition) {
            return Mono.fromRunnable(() -> told.add("begin"));
        }

        @Override
        protected Mono<Void> doCommit(
                TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> told.add("commit"));
        }

        @Override
        protected Mono<Void> doRollback(
                TransactionSynchronizationManager manager, GenericReactiveTransaction status) {
            return Mono.fromRunnable(() -> told.add("rollback"));
        }
    }

    private static Shop shop(Ledger ledger) {
        var proxy = new ProxyFactory(new Shop());
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(
                new TransactionInterceptor(ledger, new AnnotationTransactionAttributeSource()));
        return (Shop) proxy.getProxy();
    }

    @Test
    void aMonoOfAGreenletIsPartOfTheTransaction() {
        var ledger = new Ledger();

        assertThat(shop(ledger).sell(false).block()).isTrue();

        assertThat(ledger.told).containsExactly("begin", "commit");
    }

    @Test
    void whatItsGreenletThrowsRollsBack() {
        var ledger = new Ledger();

        assertThatThrownBy(() -> shop(ledger).sell(true).block()).hasMessage("sold out");

        assertThat(ledger.told).containsExactly("begin", "rollback");
    }

    @Test
    void theKillOfItsGreenletRollsBack() {
        var ledger = new Ledger();
        var shop = shop(ledger);
        var customer = AsyncResult.<Greenlet<?>>promise();

        var sale = shop.keep(customer).toFuture();
        customer.get().killLater();

        assertThatThrownBy(sale::join).hasCauseInstanceOf(GreenletExit.class);
        assertThat(ledger.told).containsExactly("begin", "rollback");
    }

    @Test
    void aSubscriberThatLeavesRollsBackAndTheGreenletEnds() {
        var ledger = new Ledger();
        var customer = AsyncResult.<Greenlet<?>>promise();

        var sale = shop(ledger).keep(customer).subscribe();
        var greenlet = customer.get();
        sale.dispose();

        greenlet.join();
        assertThat(ledger.told).containsExactly("begin", "rollback");
    }
}
