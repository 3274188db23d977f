package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.sync.Semaphore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Items and permits go from hub to hub, while each call of foreign code fails once: none is lost,
/// none is doubled.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NthFaultHandOverTest {

    /// Never over; so that there is an alarm, and the clock is asked.
    private static final Duration LIMIT = Duration.ofDays(1);

    /// Fails when it is compared or printed.
    private record Item(NthFault fault, int id) {
        @Override
        public boolean equals(Object other) {
            fault.call();
            return this == other;
        }

        @Override
        public int hashCode() {
            fault.call();
            return id;
        }

        @Override
        public String toString() {
            fault.ask();
            return "item " + id;
        }
    }

    /// What goes through a queue or a channel in one run.
    private static final class Books {
        private final NthFault fault;
        private final Set<Integer> put = new ConcurrentSkipListSet<>();
        private final Set<Integer> got = new ConcurrentSkipListSet<>();

        Books(NthFault fault) {
            this.fault = fault;
        }

        Greenlet<?> putter(Hub hub, int first, Consumer<Item> line) {
            return fault.tracked(
                    hub.spawn(() -> {
                        for (int id = first; id < first + 3; id++) {
                            fault.call();
                            line.accept(new Item(fault, id));
                            put.add(id);
                        }
                    }));
        }

        /// Takes until it is killed, or the fault is thrown to it.
        Greenlet<?> getter(Hub hub, Supplier<Item> line) {
            return fault.tracked(
                    hub.spawn(() -> {
                        while (true) {
                            took(line.get());
                            fault.call();
                        }
                    }));
        }

        void took(Item item) {
            assertThat(got.add(item.id())).as("once").isTrue();
        }
    }

    /// Three who put on one hub, three who get on another one; some are killed.
    private static void handOver(Books books, Consumer<Item> put, Supplier<Item> get) {
        Hub from = books.fault.open("from");
        Hub to = books.fault.open("to");
        List<Greenlet<?>> putters = new ArrayList<>();
        List<Greenlet<?>> getters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            getters.add(books.getter(to, get));
            putters.add(books.putter(from, i * 10, put));
        }
        putters.getFirst().killLater();
        getters.getFirst().killLater();
        putters.forEach(books.fault::awaitEnd);
        getters.forEach(Greenlet::killLater);
        getters.forEach(books.fault::awaitEnd);
    }

    private static void throughQueue(NthFault fault) {
        var books = new Books(fault);
        var queue = Queue.<Item>bounded(1);
        handOver(books, item -> queue.put(item, LIMIT), () -> queue.get(LIMIT));
        drain(books, queue);
    }

    private static void drain(Books books, Queue<Item> queue) {
        for (Item left = queue.tryGet(); left != null; left = queue.tryGet()) {
            books.took(left);
        }
        assertThat(books.got).as("nothing is lost").isEqualTo(books.put);
        assertThat(queue.toString()).contains("0 getting, 0 putting");
    }

    private static void throughChannel(NthFault fault) {
        var books = new Books(fault);
        var channel = new Channel<Item>();
        handOver(books, item -> channel.put(item, LIMIT), () -> channel.get(LIMIT));
        assertThat(books.got).as("nothing is lost").isEqualTo(books.put);
        assertThat(channel.balance()).isZero();
    }

    private static void holdPermits(NthFault fault) {
        var semaphore = new Semaphore(1);
        List<Hub> hubs = List.of(fault.open("left"), fault.open("right"));
        List<Greenlet<?>> holders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            holders.add(fault.tracked(hubs.get(i % 2).spawn(() -> hold(fault, semaphore))));
        }
        holders.getFirst().killLater();
        holders.get(1).killLater();
        holders.forEach(fault::awaitEnd);
        assertThat(semaphore.permits()).as("no permit is lost").isOne();
    }

    private static void hold(NthFault fault, Semaphore semaphore) {
        if (semaphore.acquire(LIMIT)) {
            try {
                fault.call();
                Green.yieldNow();
            } finally {
                semaphore.release();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQueue(NthFault.Kind kind) {
        assertThat(NthFault.play(kind, NthFaultHandOverTest::throughQueue)).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void aChannel(NthFault.Kind kind) {
        assertThat(NthFault.play(kind, NthFaultHandOverTest::throughChannel)).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void aSemaphore(NthFault.Kind kind) {
        assertThat(NthFault.play(kind, NthFaultHandOverTest::holdPermits)).isGreaterThan(6);
    }

    // ---- twins

    /// Its own code calls out before it has kept what it took.
    private static void lose(NthFault fault) {
        var books = new Books(fault);
        var queue = Queue.<Item>unbounded();
        Hub hub = fault.open("of who loses");
        fault.awaitEnd(books.putter(hub, 1, queue::put));
        fault.awaitEnd(
                fault.tracked(
                        hub.spawn(() -> {
                            for (Item item = queue.tryGet(); item != null; item = queue.tryGet()) {
                                fault.call();
                                books.took(item);
                            }
                        })));
        drain(books, queue);
    }

    @Test
    void anItemThatIsLostIsFound() {
        assertThatThrownBy(() -> NthFault.play(NthFault.Kind.EXCEPTION, NthFaultHandOverTest::lose))
                .hasMessageContaining("nothing is lost");
    }

    /// Gives its permit back only if nothing has failed.
    private static void keep(NthFault fault) {
        var semaphore = new Semaphore(1);
        Hub hub = fault.open("of who keeps");
        fault.awaitEnd(
                fault.tracked(
                        hub.spawn(() -> {
                            semaphore.acquire();
                            fault.call();
                            semaphore.release();
                        })));
        assertThat(semaphore.permits()).as("no permit is lost").isOne();
    }

    @Test
    void aPermitThatIsLostIsFound() {
        assertThatThrownBy(() -> NthFault.play(NthFault.Kind.STACK, NthFaultHandOverTest::keep))
                .hasMessageContaining("no permit is lost");
    }
}
