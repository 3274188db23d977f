package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.bridge.Reports;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Every way out of a loop over a JDK publisher, and what is said of one that is left open.
@GreenTest
class FlowForEachTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ManualPublisher<Integer> source = new ManualPublisher<>();
    private final List<Integer> seen = new ArrayList<>();

    private void sendThree() {
        source.onRequest(n -> {
            for (int i = 1; i <= 3; i++) {
                source.send(i);
            }
        });
    }

    private void sendThreeAndEnd() {
        source.onRequest(n -> {
            for (int i = 1; i <= 3; i++) {
                source.send(i);
            }
            source.subscriber().onComplete();
        });
    }

    // ---- the closing forms

    @Test
    void itSeesAllAndEnds() {
        sendThreeAndEnd();

        Flows.forEach(source, seen::add);

        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(source.asked).doesNotContain("cancel");
    }

    @Test
    void anErrorOfTheBodyCancelsAtOnceAndIsThrownAsItIs() {
        var failure = new IOException("body");
        sendThree();

        assertThatThrownBy(() ->
                        Flows.forEach(
                                source,
                                item -> {
                                    throw failure;
                                }))
                .isSameAs(failure);

        assertThat(source.asked).endsWith("cancel");
    }

    @Test
    void aTimeoutInTheBodyCancelsAtOnceOnMainToo() {
        sendThree();

        assertThatThrownBy(() ->
                        Timeout.call(
                                Duration.ofMillis(1),
                                () -> {
                                    Flows.forEach(source, item -> Green.sleep(LONG));
                                    return "";
                                }))
                .isInstanceOf(Timeout.class);

        assertThat(source.asked).endsWith("cancel");
    }

    @Test
    void aKillInTheBodyCancelsBeforeTheGreenletCleansUp() {
        sendThree();
        List<Object> log = new ArrayList<>();
        var looping =
                Green.spawn(() -> {
                    try {
                        Flows.forEach(source, item -> Green.sleep(LONG));
                    } finally {
                        log.addAll(source.asked);
                    }
                });
        Green.yieldNow();

        looping.kill();

        assertThat(looping.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).endsWith("cancel");
    }

    @Test
    void oneThatStopsEarlyCancels() {
        sendThree();

        Flows.forEachWhile(source, item -> seen.add(item) && item < 2);

        assertThat(seen).containsExactly(1, 2);
        assertThat(source.asked).endsWith("cancel");
    }

    @Test
    void oneThatNeverStopsRunsToTheEnd() {
        sendThreeAndEnd();

        Flows.forEachWhile(source, seen::add);

        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(source.asked).doesNotContain("cancel");
    }

    // ---- left open

    /// What the log is told while it is open.
    private static final class Listening extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("jevent");
        final List<LogRecord> records = new ArrayList<>();

        Listening() {
            Reports.forgetLeftOpen();
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getMessage().contains("was left and not closed")) {
                records.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    private void breakOff() {
        Green.spawn(
                        () -> {
                            for (Integer item : Flows.iterate(source)) {
                                seen.add(item);
                                break;
                            }
                        })
                .named("careless")
                .join();
        Green.yieldNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPassThatIsFoundOpenAtTheEndOfItsGreenletIsReported(boolean trace) {
        sendThree();
        Reports.trace(trace);
        try (var log = new Listening()) {
            breakOff();

            assertThat(source.asked).endsWith("cancel");
            assertThat(log.records).hasSize(1);
            LogRecord told = log.records.getFirst();
            assertThat(told.getMessage()).contains(source.toString(), "careless", "forEach");
            assertThat(told.getMessage().contains("-Djevent.trace=on")).isNotEqualTo(trace);
            if (trace) {
                assertThat(told.getThrown().getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().contains("breakOff"));
            } else {
                assertThat(told.getThrown()).isNull();
            }
        } finally {
            Reports.trace(false);
        }
    }

    @Test
    void aLoopThatIsWrongAgainAndAgainDoesNotFloodTheLog() {
        sendThree();
        try (var log = new Listening()) {
            for (int i = 0; i < 10; i++) {
                breakOff();
            }

            assertThat(log.records).hasSize(4); // the 1st, 2nd, 4th and 8th
            assertThat(log.records.getLast().getMessage()).contains("8 such passes");
        }
    }

    @Test
    void aPassThatIsClosedOrAtItsEndIsNotReported() {
        sendThreeAndEnd();
        try (var log = new Listening()) {
            breakOff(); // the publisher has ended: nothing of it is held

            Green.spawn(() -> Flows.forEachWhile(source, item -> false)).join();
            Green.yieldNow();

            assertThat(log.records).isEmpty();
        }
    }
}
