package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.loop.Clock;
import jevent.sync.AsyncResult;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The thread of a hub, its loop and the watchdog go on, whatever user code throws at them.
@Timeout(30)
class SurvivalTest {

    private static final Logger LOGGER = Logger.getLogger("jevent");

    private final List<LogRecord> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<Handler> handlers = new ArrayList<>();

    /// Cannot say anything of itself.
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /// Cannot either.
    private static final Object MUTE =
            new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no text");
                }
            };

    @AfterEach
    void forgetHandlers() {
        handlers.forEach(LOGGER::removeHandler);
    }

    private void onLog(java.util.function.Consumer<LogRecord> action) {
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        action.accept(line);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        handlers.add(handler);
        LOGGER.addHandler(handler);
    }

    private static void throwsSomethingFrom(Hub hub) {
        hub.spawn(
                        () -> {
                            throw new Unprintable();
                        })
                .join();
        hub.execute(() -> {
            throw new Unprintable();
        });
        hub.spawn(
                        () -> {
                            throw new StackOverflowError();
                        })
                .join();
        hub.execute(() -> {
            throw new OutOfMemoryError("in a test");
        });
    }

    private static void assertAlive(Hub hub) {
        assertThat(
                        hub.run(() -> {
                            Green.sleep(1); // timers too
                            return "alive";
                        }))
                .isEqualTo("alive");
    }

    @Test
    void anErrorThatCannotBePrintedIsLoggedByItsClass() {
        onLog(lines::add);
        try (Hub hub = Hub.open("mute")) {
            throwsSomethingFrom(hub);
            assertAlive(hub);
        }
        assertThat(lines)
                .extracting(line -> line.getThrown().toString())
                .anyMatch(text -> text.contains(Unprintable.class.getName()));
    }

    @Test
    void aLogThatThrowsEndsNobody() {
        onLog(line -> {
            throw new IllegalStateException("no log");
        });
        try (Hub hub = Hub.open("without a log")) {
            throwsSomethingFrom(hub);
            assertAlive(hub);
        }
    }

    @Test
    void anErrorHandlerThatThrowsEndsNobodyAndBothErrorsAreLogged() {
        onLog(lines::add);
        try (Hub hub = Hub.open("broken handler")) {
            hub.onError((where, context, error) -> {
                throw new Unprintable();
            });
            throwsSomethingFrom(hub);
            assertAlive(hub);
        }
        assertThat(lines)
                .extracting(line -> line.getThrown().toString())
                .anyMatch(text -> text.contains(Unprintable.class.getName()))
                .anyMatch(text -> text.contains("in a test"));
    }

    @Test
    void theWatchdogSurvivesALogThatThrows() {
        var told = new AtomicInteger();
        onLog(line -> {
            told.incrementAndGet();
            throw new StackOverflowError();
        });
        try (Hub hub = Hub.open("busy")) {
            for (int round = 1; round <= 2; round++) {
                int before = told.get();
                var busy =
                        hub.spawn(() -> {
                            while (told.get() == before) {
                                Thread.onSpinWait();
                            }
                        });
                hub.spawn(() -> "starves");
                busy.join();
            }
            assertAlive(hub);
        }
        assertThat(told.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whatIsRefusedIsNamedThoughItHasNoText() {
        Hub hub = Hub.open("over");
        hub.close();
        var callback =
                new Runnable() {
                    @Override
                    public void run() {}

                    @Override
                    public String toString() {
                        return MUTE.toString();
                    }
                };

        assertThatThrownBy(() -> hub.execute(callback))
                .isInstanceOf(HubClosed.class)
                .hasMessageContaining("its toString throws java.lang.IllegalStateException");
    }

    @Test
    void aSecondSetIsRefusedThoughTheValuesHaveNoText() {
        var result = new AsyncResult<Object>();
        result.set(MUTE);

        assertThatThrownBy(() -> result.set(MUTE)).isInstanceOf(AlreadySet.class);
        assertThat(result.get()).isSameAs(MUTE);
    }

    /// Throws as often as it is told to.
    private static final class BrokenClock implements Clock {
        private final AtomicInteger left = new AtomicInteger();

        @Override
        public long nanoTime() {
            if (left.get() > 0 && left.decrementAndGet() >= 0) {
                throw new IllegalStateException("no time");
            }
            return System.nanoTime();
        }
    }

    @Test
    void theDriverSurvivesAnErrorOfItsOwn() {
        var clock = new BrokenClock();
        try (Hub hub = Hub.open(HubOptions.named("timeless").withClock(clock))) {
            hub.spawn(() -> Green.sleep(20)); // so that the driver asks for the time
            assertAlive(hub); // and its timer is started
            clock.left.set(10);
            while (clock.left.get() > 0) { // it looks at the time after each callback
                var run = new CompletableFuture<String>();
                hub.execute(() -> run.complete("has run"));
                run.join();
            }
            assertAlive(hub);
        }
    }

    @Test
    void aHubThatCannotGoOnClosesAndTellsEverybodyWhoWaits() {
        var clock = new BrokenClock();
        Hub hub = Hub.open(HubOptions.named("timeless").withClock(clock));
        var waits = hub.spawn(() -> new jevent.sync.Event().await());
        hub.spawn(() -> Green.sleep(Duration.ofDays(1)));
        var told = new java.util.concurrent.CompletableFuture<Throwable>();
        hub.spawn(tellingIts(told));
        assertAlive(hub); // and its timer is started
        clock.left.set(Integer.MAX_VALUE);
        hub.tryExecute(() -> {});

        assertThatThrownBy(waits::get).isInstanceOf(HubClosed.class).hasRootCauseMessage("no time");
        assertThat(told.join()).isInstanceOf(HubClosed.class);
        hub.close();
        assertThatThrownBy(() -> hub.spawn(() -> "late")).isInstanceOf(HubClosed.class);
    }

    private static Failable tellingIts(java.util.concurrent.CompletableFuture<Throwable> end) {
        return new Failable() {
            @Override
            public void run() {
                new jevent.sync.Event().await();
            }

            @Override
            public void failed(Throwable error) {
                end.complete(error);
            }
        };
    }

    @Test
    void oneMessageThatFailsDoesNotTakeTheOthersAlong() {
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        try (Hub hub = Hub.open("mail")) {
            hub.onError((where, context, error) -> failures.add(error));
            var gate = new java.util.concurrent.CountDownLatch(1);
            hub.spawn(() -> {
                gate.await();
                return true;
            });
            hub.scheduler()
                    .run(() -> {
                        throw new IllegalStateException("a broken message");
                    });
            var after = hub.spawn(() -> "after");
            gate.countDown();

            assertThat(after.get()).isEqualTo("after");
        }
        assertThat(failures).extracting(Throwable::getMessage).contains("a broken message");
    }
}
