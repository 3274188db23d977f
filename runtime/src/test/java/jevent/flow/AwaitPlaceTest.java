package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.AwaitPlace;
import jevent.ErrorHandler;
import jevent.Green;
import jevent.Greenlet;
import jevent.bridge.Reports;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// An error that was awaited does not say by whom; the report of it does.
@GreenTest
class AwaitPlaceTest {

    private final IOException failure = new IOException("made elsewhere");

    /// Ways to be thrown what a source has failed with.
    enum Way {
        STAGE {
            @Override
            Object thatIsAwaitedHere(Throwable failure) {
                return Stages.await(CompletableFuture.failedFuture(failure));
            }
        },
        FIRST {
            @Override
            Object thatIsAwaitedHere(Throwable failure) {
                return Flows.first(failing(failure));
            }
        },
        LOOP {
            @Override
            Object thatIsAwaitedHere(Throwable failure) {
                Flows.forEach(failing(failure), item -> {});
                return "";
            }
        };

        abstract Object thatIsAwaitedHere(Throwable failure);

        private static ManualPublisher<Object> failing(Throwable failure) {
            var source = new ManualPublisher<Object>();
            source.onRequest(n -> source.subscriber().onError(failure));
            return source;
        }
    }

    private Greenlet<?> failed(TestHub hub, Way way) {
        Greenlet<?> greenlet = Green.spawn(() -> way.thatIsAwaitedHere(failure));
        greenlet.join();
        assertThat(hub.takeFailures()).containsExactly(failure);
        return greenlet;
    }

    @ParameterizedTest
    @EnumSource
    void theReportSaysWhereItAwaitedAndTheErrorIsAsItWas(Way way, TestHub hub) {
        Greenlet<?> greenlet = failed(hub, way);

        List<String> log = new ArrayList<>();
        var listening =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        log.add(record.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger logger = Logger.getLogger("jevent");
        logger.addHandler(listening);
        logger.setUseParentHandlers(false);
        try {
            ErrorHandler.LOG.handle(hub.hub(), greenlet, failure);
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(listening);
        }

        assertThat(log)
                .singleElement()
                .asString()
                .contains("failed; it awaited", "thatIsAwaitedHere");
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withTheFlagTheErrorItselfSaysIt(Way way, TestHub hub) {
        Reports.trace(true);
        try {
            failed(hub, way);
        } finally {
            Reports.trace(false);
        }

        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0].getStackTrace())
                .anyMatch(frame -> frame.getMethodName().contains("thatIsAwaitedHere"));
    }

    @Test
    void ofAnotherErrorNothingIsSaid(TestHub hub) {
        var other = new IllegalStateException("its own");
        Greenlet<?> greenlet =
                Green.spawn(() -> {
                    try {
                        Way.STAGE.thatIsAwaitedHere(failure);
                    } catch (Throwable handled) {
                        throw other;
                    }
                });
        greenlet.join();

        assertThat(hub.takeFailures()).containsExactly(other);
        assertThat(AwaitPlace.of(greenlet, other)).isNull();
        assertThat(Objects.requireNonNull(AwaitPlace.of(greenlet, failure)))
                .contains("thatIsAwaitedHere");
        assertThat(AwaitPlace.of("a callback", failure)).isNull();
    }
}
