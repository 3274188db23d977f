package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.AsyncResult;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
}
