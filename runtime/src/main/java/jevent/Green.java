package jevent;

import jevent.kernel.Blocker;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;

/// The words one uses all day, for the hub of the calling code.
///
/// ```java
/// var one = Green.spawn(() -> fetch("a"));
/// var two = Green.spawn(() -> fetch("b"));
/// Green.joinAll(List.of(one, two));
/// ```
///
/// Everything here that waits can be killed and timed out.
public final class Green {

    private Green() {}

    // ---- start

    /// Starts a greenlet on [Hub#current].
    public static <T extends @Nullable Object> Greenlet<T> spawn(Callable<? extends T> body) {
        return Hub.current().spawn(body);
    }

    /// As [#spawn(Callable)], for a body without a result.
    public static Greenlet<@Nullable Void> spawn(Runnable body) {
        return Hub.current().spawn(body);
    }

    /// As [#spawn(Callable)], for a body without a result.
    public static Greenlet<@Nullable Void> spawn(ThrowingRunnable body) {
        return Hub.current().spawn(body);
    }

    /// Starts a greenlet after a while.
    public static <T extends @Nullable Object> Greenlet<T> spawnLater(
            Duration delay, Callable<? extends T> body) {
        return Hub.current().spawnLater(delay, body);
    }

    /// As [#spawnLater(Duration, Callable)], for a body without a result.
    public static Greenlet<@Nullable Void> spawnLater(Duration delay, Runnable body) {
        return Hub.current().spawnLater(delay, body);
    }

    /// As [#spawnLater(Duration, Callable)], for a body without a result.
    public static Greenlet<@Nullable Void> spawnLater(Duration delay, ThrowingRunnable body) {
        return Hub.current().spawnLater(delay, body);
    }

    /// Runs `main` in a greenlet of [Hub#current] and returns its result; see [Hub#run(Callable)].
    public static <T extends @Nullable Object> T run(Callable<? extends T> main) {
        return Hub.current().run(main);
    }

    /// As [#run(Callable)], for a body without a result.
    public static void run(ThrowingRunnable main) {
        Hub.current().run(main);
    }

    /// The calling greenlet.
    ///
    /// @throws IllegalStateException if the caller is not in one
    public static Greenlet<?> current() {
        Greenlet<?> greenlet = currentOrNull();
        if (greenlet == null) {
            throw new IllegalStateException(
                    Thread.currentThread()
                            + " is not a greenlet: call this inside Green.spawn(...)");
        }
        return greenlet;
    }

    /// The calling greenlet, or null if the caller is not in one.
    public static @Nullable Greenlet<?> currentOrNull() {
        return Strand.current() instanceof Fiber fiber
                        && fiber.owner() instanceof Greenlet<?> greenlet
                ? greenlet
                : null;
    }

    // ---- wait

    /// What a sleeper waits for; only time ends it, and the fiber sees to it that it ends once.
    private record Sleep(Duration duration) implements Blocker {
        @Override
        public boolean abandon() {
            return true;
        }

        @Override
        public String toString() {
            return "sleep of " + Durations.text(duration);
        }
    }

    /// Lets others run for a while; zero is [#yieldNow].
    public static void sleep(Duration duration) {
        long nanos = Durations.nanos(duration);
        if (nanos == 0) {
            yieldNow();
        } else {
            Strand.current(Hub::current).await(new Sleep(duration), nanos);
        }
    }

    /// Lets others run for that many milliseconds.
    public static void sleep(long millis) {
        sleep(Duration.ofMillis(millis));
    }

    /// Lets every greenlet that is ready now run, then goes on.
    @SuppressWarnings("ThreadPriorityCheck") // a thread without a hub has nothing better to yield
    public static void yieldNow() {
        if (Strand.current(Hub::current) instanceof Fiber fiber) {
            fiber.yieldTurn();
        } else {
            Thread.yield();
        }
    }

    /// Runs `body`, which blocks inside a JDK call, without stopping the hub.
    ///
    /// ```java
    /// byte[] page = Green.blocking(() -> socket.getInputStream().readAllBytes());
    /// ```
    ///
    /// In BATON mode other greenlets of the hub run meanwhile, in parallel with `body`. In CARRIER
    /// mode sockets, locks and sleep release the hub by themselves, and this is a plain call.
    ///
    /// *Kill, timeout* interrupt the call. If it fails then, the [GreenletExit] or the [Timeout] is
    /// thrown, with what the call has thrown suppressed in it; if it returns all the same, its
    /// value is returned, and the error is thrown at the next wait.
    public static <T extends @Nullable Object> T blocking(Callable<? extends T> body)
            throws Exception {
        Fiber fiber = Strand.currentFiber();
        return fiber == null ? body.call() : fiber.<T>outsideTurn(body);
    }

    /// As [#blocking(Callable)], for a body without a result.
    public static void blocking(ThrowingRunnable body) throws Exception {
        Green.<@Nullable Void>blocking(() -> {
            body.runWithException();
            return null;
        });
    }

    /// Runs `body` while kills, interrupts and those timeouts that were started outside of it are
    /// held back: for a clean-up that must not be hit.
    ///
    /// ```java
    /// try {
    ///     return ask(connection);
    /// } catch (Throwable e) {
    ///     Green.shield(() -> Timeout.call(SECOND, () -> rollback(connection)));
    ///     throw e;
    /// }
    /// ```
    ///
    /// What was held back is thrown once, at the next wait after it. Timeouts that are started
    /// inside end waits inside, as the one above does: give each clean-up a limit, for nothing else
    /// ends it. [LoopExit] and [HubClosed] pass all shields. *Close* of the hub kills in vain and
    /// then leaves the greenlet behind, as any that does not end. *Interrupt*: the flag is kept
    /// from the body and set again afterwards; one that hits a JDK call inside ends that call.
    ///
    /// Shields may be nested. On a thread without a hub it is a plain call. (trio's `shield`,
    /// Kotlin's `NonCancellable`.)
    public static <T extends @Nullable Object> T shield(Callable<? extends T> body) {
        Fiber fiber = Strand.currentFiber();
        try {
            return fiber == null ? body.call() : fiber.<T>shielded(body);
        } catch (Exception e) {
            throw Strand.sneak(e);
        }
    }

    /// As [#shield(Callable)], for a body without a result.
    public static void shield(ThrowingRunnable body) {
        Green.<@Nullable Void>shield(() -> {
            body.runWithException();
            return null;
        });
    }

    // ---- several

    /// Waits until all have ended.
    public static void joinAll(Collection<? extends Greenlet<?>> greenlets) {
        for (Greenlet<?> greenlet : List.copyOf(greenlets)) { // the caller's may change meanwhile
            greenlet.join();
        }
    }

    /// Waits until all have ended, for `limit` at most.
    ///
    /// @return those that have ended, in the order of their ends
    public static <G extends Greenlet<?>> List<G> joinAll(Collection<G> greenlets, Duration limit) {
        List<G> ended = new ArrayList<>();
        try (var ready = new Ready<>(greenlets, Durations.nanos(limit), false)) {
            ready.forEach(ended::add);
        }
        return ended;
    }

    /// Waits until all have ended, or one fails: then throws the first failure, without waiting for
    /// the others.
    public static void joinAllOrRaise(Collection<? extends Greenlet<?>> greenlets) {
        try (var ready = asReady(greenlets)) {
            for (Greenlet<?> greenlet : ready) {
                Throwable failure = greenlet.failure();
                if (failure != null && !greenlet.isKilled()) {
                    throw Strand.sneak(failure);
                }
            }
        }
    }

    /// Kills all at once, and waits until all are dead.
    public static void killAll(Collection<? extends Greenlet<?>> greenlets) {
        List<Greenlet<?>> all = List.copyOf(greenlets);
        killAllLater(all);
        yieldToOwnKill(all);
        joinAll(all);
    }

    /// One that kills itself with the others cannot wait for them.
    private static void yieldToOwnKill(Collection<? extends Greenlet<?>> greenlets) {
        Greenlet<?> me = currentOrNull();
        if (me != null && greenlets.contains(me)) {
            yieldNow();
        }
    }

    /// Kills all at once, and waits until all are dead, for `limit` at most.
    ///
    /// @throws Timeout if some are still alive after that
    public static void killAll(Collection<? extends Greenlet<?>> greenlets, Duration limit) {
        Durations.nanos(limit);
        List<Greenlet<?>> all = List.copyOf(new LinkedHashSet<>(greenlets));
        killAllLater(all);
        yieldToOwnKill(all);
        int alive = all.size() - joinAll(all, limit).size();
        if (alive > 0) {
            throw Timeout.expired(limit, alive + " greenlets do not end though killed");
        }
    }

    /// Kills all at once, without waiting.
    public static void killAllLater(Collection<? extends Greenlet<?>> greenlets) {
        List.copyOf(greenlets).stream().distinct().forEach(Greenlet::killLater);
    }

    /// Waits until one is ready, and returns it. Waiting here does not observe a failure: if nobody
    /// else looks at a greenlet that fails, that is reported.
    ///
    /// @throws IllegalArgumentException if there is none to wait for
    public static <W extends Waitable> W waitAny(Collection<W> waitables) {
        if (waitables.isEmpty()) {
            throw new IllegalArgumentException("none of none becomes ready: give one or more");
        }
        try (var ready = new Ready<>(waitables, Long.MAX_VALUE, false)) {
            return ready.iterator().next();
        }
    }

    /// Waits until all are ready. Failures are not observed, as with [#waitAny].
    public static void waitAll(Collection<? extends Waitable> waitables) {
        try (var ready = new Ready<>(waitables, Long.MAX_VALUE, false)) {
            ready.forEach(waitable -> {});
        }
    }

    /// Goes through `waitables` in the order in which they become ready; each is seen once.
    ///
    /// ```java
    /// try (var ended = Green.asReady(downloads)) {
    ///     for (var download : ended) show(download.get());
    /// }
    /// ```
    ///
    /// Closing it, or running to its end, takes back all links. The iteration observes the failures
    /// of the greenlets that it reaches; one that has failed and was not reached is reported at the
    /// close. *Kill, timeout, interrupt* of the waiting greenlet end its wait; the others go on.
    public static <W extends Waitable> Ready<W> asReady(Collection<W> waitables) {
        return new Ready<>(waitables, Long.MAX_VALUE, true);
    }

    /// As [#asReady(Collection)]; the iteration ends early when `limit` is over.
    public static <W extends Waitable> Ready<W> asReady(Collection<W> waitables, Duration limit) {
        return new Ready<>(waitables, Durations.nanos(limit), true);
    }
}
