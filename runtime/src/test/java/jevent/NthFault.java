package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.kernel.Strand;
import jevent.loop.Clock;

import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// One run of a scene in which the n-th call of foreign code throws.
///
/// [#play] runs the scene with n = 1, 2, ... until a run is over in which there was no n-th call,
/// so that each call fails once. What a scene calls foreign code, it begins with [#call]: bodies,
/// links, callbacks, `toString`, `equals`. Error handler, log and clock of its hubs are here.
///
/// After each run nobody waits any more, the hubs are closed and their threads have ended, and
/// somebody has seen the fault: who caught it ([#see]), the error handler, the log or the error
/// stream. The scene itself looks whether items and permits are conserved.
final class NthFault {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MOST_CALLS = 10_000;
    private static final AtomicInteger HUBS = new AtomicInteger();

    /// What the n-th call throws.
    @SuppressWarnings("ImmutableEnumChecker") // constructors keep nothing
    enum Kind {
        EXCEPTION(BrokenFault::new),
        STACK(StackFault::new),
        MEMORY(MemoryFault::new);

        private final Supplier<Throwable> fault;

        Kind(Supplier<Throwable> fault) {
            this.fault = fault;
        }
    }

    private static final class BrokenFault extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class StackFault extends StackOverflowError {
        private static final long serialVersionUID = 1;
    }

    private static final class MemoryFault extends OutOfMemoryError {
        private static final long serialVersionUID = 1;
    }

    /// Runs once, and checks what must hold whatever call has failed.
    @FunctionalInterface
    interface Scene {
        void run(NthFault fault) throws Exception;
    }

    private final int n;
    private final Kind kind;
    private final Duration patience;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final List<Throwable> seen = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<Greenlet<?>> greenlets = new CopyOnWriteArrayList<>();
    private final List<Hub> hubs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /// What has failed is [#ask].
    private volatile boolean mute;

    private NthFault(int n, Kind kind, Duration patience) {
        this.n = n;
        this.kind = kind;
        this.patience = patience;
    }

    // ---- all runs

    /// Plays it until a run has no n-th call; returns how many calls have failed, one a run.
    static int play(Kind kind, Scene scene) {
        return play(kind, PATIENCE, scene);
    }

    /// @param patience after which what waits is taken to wait for ever
    static int play(Kind kind, Duration patience, Scene scene) {
        for (int n = 1; n < MOST_CALLS; n++) {
            var run = new NthFault(n, kind, patience);
            try {
                run.play(scene);
            } catch (Throwable e) {
                throw new AssertionError(run + ": " + e.getMessage(), e);
            }
            if (run.thrown.get() == null) {
                return n - 1;
            }
        }
        throw new AssertionError("there is no end of calls");
    }

    private void play(Scene scene) throws Exception {
        PrintStream err = System.err;
        System.setErr(new PrintStream(new Notes(), true, StandardCharsets.UTF_8));
        try (var log = new BrokenLog()) {
            assertThat(log).isNotNull();
            scene.run(this);
            close();
        } finally {
            hubs.forEach(hub -> hub.close(Duration.ZERO)); // also after a failure
            System.setErr(err);
        }
        assertThat(isSeen()).as("somebody has seen the fault").isTrue();
    }

    // ---- for scenes

    /// Foreign code is called.
    void call() {
        if (calls.incrementAndGet() == n) {
            Throwable fault = kind.fault.get();
            thrown.set(fault);
            throw Strand.sneak(fault);
        }
    }

    /// An object is asked for something that it may not be able to say. Then that object is
    /// reported all the same, and nobody need hear why it is mute.
    void ask() {
        try {
            call();
        } catch (Throwable e) {
            mute = true;
            throw e;
        }
    }

    /// Somebody has been thrown this, or was told.
    void see(Throwable error) {
        seen.add(error);
    }

    /// A hub whose error handler and clock are foreign code.
    Hub open(String name) {
        String unique = name + " " + HUBS.incrementAndGet();
        Clock clock =
                () -> {
                    call();
                    return System.nanoTime();
                };
        Hub hub = Hub.open(HubOptions.named(unique).withClock(clock));
        hub.onError((where, context, error) -> {
            call();
            see(error);
        });
        hubs.add(hub);
        threads.add(threadOf(unique));
        return hub;
    }

    private static Thread threadOf(String hub) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("jevent-" + hub))
                .findFirst()
                .orElseThrow();
    }

    /// Has to end, as everybody who waits.
    <G extends Greenlet<?>> G tracked(G greenlet) {
        greenlets.add(greenlet);
        return greenlet;
    }

    /// Waits for the end; whatever that is.
    void awaitEnd(Greenlet<?> greenlet) {
        assertThat(greenlet.join(patience))
                .as(() -> greenlet + " has ended: " + greenlet.hub().dump())
                .isTrue();
    }

    /// A callback that is foreign code, its name too.
    Runnable callback() {
        return new Runnable() {
            @Override
            public void run() {
                call();
            }

            @Override
            public String toString() {
                ask();
                return "callback of a scene";
            }
        };
    }

    // ---- the end

    private void close() throws InterruptedException {
        for (Hub hub : hubs) {
            hub.close(Duration.ZERO);
        }
        greenlets.forEach(this::awaitEnd);
        for (Thread thread : threads) {
            assertThat(thread.join(patience)).as(() -> thread + " has ended").isTrue();
        }
        greenlets.forEach(greenlet -> assertThat(isExplained(greenlet.failure())).isTrue());
    }

    /// What a greenlet of a scene may end with.
    private boolean isExplained(@Nullable Throwable failure) {
        return failure == null
                || failure instanceof GreenletExit
                || failure instanceof HubClosed
                || failure instanceof Own
                || failure == thrown.get();
    }

    /// An error that belongs to a scene.
    static class Own extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private boolean isSeen() {
        Throwable fault = thrown.get();
        Set<Throwable> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        return fault == null
                || mute
                || seen.stream().anyMatch(error -> holds(error, fault, visited))
                || texts.stream().anyMatch(text -> text.contains(fault.getClass().getName()));
    }

    private static boolean holds(
            @Nullable Throwable error, Throwable fault, Set<Throwable> visited) {
        if (error == null || !visited.add(error)) {
            return false;
        }
        boolean below = holds(error.getCause(), fault, visited);
        for (Throwable suppressed : error.getSuppressed()) {
            below |= holds(suppressed, fault, visited);
        }
        return below || error == fault;
    }

    @Override
    public String toString() {
        return "call %d throws %s [%s]".formatted(n, kind, thrown.get());
    }

    /// The log is foreign code, and the only one.
    private final class BrokenLog extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("jevent");

        BrokenLog() {
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            call();
            texts.add(line.getMessage() + ": " + line.getThrown());
            if (line.getThrown() != null) {
                see(line.getThrown());
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

    /// What is printed on the error stream.
    private final class Notes extends OutputStream {
        @Override
        public void write(int octet) {}

        @Override
        public void write(byte[] octets, int from, int length) {
            texts.add(new String(octets, from, length, StandardCharsets.UTF_8));
        }
    }
}
