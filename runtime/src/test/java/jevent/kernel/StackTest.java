package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Mode;
import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Greenlets that end without having waited run one after the other on one thread (CARRIER), and
/// none sees anything of the others.
@GreenTest
class StackTest {

    private static final ThreadLocal<@Nullable String> LOCAL = new ThreadLocal<>();
    private static final InheritableThreadLocal<@Nullable String> INHERITABLE =
            new InheritableThreadLocal<>();

    /// Some of the tests that run before leave inheritable thread-locals, and who inherits some
    /// begins on a stack of its own.
    private static void forgetHeritage() {
        if (!isCarrier()) {
            return;
        }
        try {
            var heritage = Thread.class.getDeclaredField("inheritableThreadLocals");
            heritage.setAccessible(true);
            heritage.set(Thread.currentThread(), null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /// Spawns all, then waits for all: each begins right behind the one before.
    @SafeVarargs
    private static <T extends @Nullable Object> List<T> inARow(Callable<? extends T>... bodies) {
        forgetHeritage();
        List<Greenlet<T>> all = new ArrayList<>();
        for (Callable<? extends T> body : bodies) {
            all.add(Green.spawn(body));
        }
        Green.joinAll(all);
        List<T> results = new ArrayList<>();
        all.forEach(each -> results.add(each.get()));
        return results;
    }

    /// What a second greenlet sees of the first, and that it does run on the same stack.
    private static <T extends @Nullable Object> T after(
            Callable<?> first, Callable<? extends T> second) {
        var threads = new ArrayList<Thread>();
        List<@Nullable Object> results =
                StackTest.<@Nullable Object>inARow(
                        () -> {
                            threads.add(Thread.currentThread());
                            return first.call();
                        },
                        () -> {
                            threads.add(Thread.currentThread());
                            return second.call();
                        });
        assertThat(threads.get(0) == threads.get(1)).isEqualTo(isCarrier());
        @SuppressWarnings("unchecked")
        T result = (T) results.get(1);
        return result;
    }

    private static boolean isCarrier() {
        return Hub.mode() == Mode.CARRIER;
    }

    @Test
    void thoseThatDoNotWaitShareAStack() {
        forgetHeritage();
        Set<Thread> threads = new HashSet<>();
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(Green.spawn(() -> threads.add(Thread.currentThread())));
        }
        Green.joinAll(all);

        if (isCarrier()) { // one for each share of the loop
            assertThat(threads).hasSizeLessThan(200);
        } else {
            assertThat(threads).hasSize(1_000);
        }
    }

    @Test
    void oneThatHasWaitedLeavesItsStackToNobody() {
        var gate = new Event();
        var threads = new ArrayList<Thread>();
        Greenlet<?> first =
                Green.spawn(() -> {
                    gate.await();
                    threads.add(Thread.currentThread());
                });
        Green.yieldNow();
        gate.set();
        Greenlet<?> second = Green.spawn(() -> threads.add(Thread.currentThread()));
        Green.joinAll(List.of(first, second));

        assertThat(threads).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void eachIsItself() {
        var seen = new ArrayList<Greenlet<?>>();
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(Green.spawn(() -> seen.add(Green.current())));
        }
        Green.joinAll(all);

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void threadLocalsAreNotLeft() {
        String left =
                StackTest.<@Nullable String>after(
                        () -> {
                            LOCAL.set("mine");
                            INHERITABLE.set("mine");
                            return LOCAL.get();
                        },
                        () -> LOCAL.get() + " " + INHERITABLE.get());

        assertThat(left).isEqualTo("null null");
    }

    @Test
    void whatIsInheritedIsThatOfTheOneWhoSpawns() {
        List<@Nullable String> seen =
                StackTest.<@Nullable String>inARow(
                        () -> {
                            INHERITABLE.set("heritage");
                            Greenlet<@Nullable String> heir =
                                    Green.<@Nullable String>spawn(() -> INHERITABLE.get());
                            INHERITABLE.set("too late");
                            return heir.get();
                        },
                        () -> Green.<@Nullable String>spawn(() -> INHERITABLE.get()).get());

        assertThat(seen).containsExactly("heritage", null);
    }

    @Test
    void theNameIsNotLeft() {
        String left =
                after(
                        () -> {
                            Green.current().named("first");
                            Thread.currentThread().setName("first");
                            return null;
                        },
                        () -> Thread.currentThread().getName());

        assertThat(left).isEqualTo(Hub.current().name());
    }

    @Test
    void oneThatIsNamedBeforeItBeginsHasItsName() {
        Greenlet<String> first = Green.spawn(() -> Thread.currentThread().getName());
        Greenlet<String> second = Green.spawn(() -> Thread.currentThread().getName());
        second.named("second");
        Greenlet<String> third = Green.spawn(() -> Thread.currentThread().getName());

        String hub = Hub.current().name();
        assertThat(List.of(first.get(), second.get(), third.get()))
                .containsExactly(hub, hub + "/second", hub);
    }

    @Test
    void theClassLoaderIsThatOfTheOneWhoSpawned() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var other = new URLClassLoader(new URL[0])) {
            Greenlet<ClassLoader> first =
                    Green.spawn(() -> {
                        Thread.currentThread().setContextClassLoader(null);
                        return before;
                    });
            Thread.currentThread().setContextClassLoader(other);
            Greenlet<ClassLoader> second =
                    Green.spawn(() -> Thread.currentThread().getContextClassLoader());
            Thread.currentThread().setContextClassLoader(before);
            Greenlet<ClassLoader> third =
                    Green.spawn(() -> Thread.currentThread().getContextClassLoader());

            assertThat(List.of(first.get(), second.get(), third.get()))
                    .containsExactly(before, other, before);
        }
    }

    @Test
    void theUncaughtExceptionHandlerIsNotLeft() {
        Thread.UncaughtExceptionHandler handler = (thread, error) -> {};
        Thread.UncaughtExceptionHandler left =
                after(
                        () -> {
                            Thread.currentThread().setUncaughtExceptionHandler(handler);
                            return null;
                        },
                        () -> Thread.currentThread().getUncaughtExceptionHandler());

        assertThat(left).isNotSameAs(handler);
    }

    @Test
    void anInterruptIsNotLeft() {
        List<Boolean> seen =
                inARow(
                        () -> {
                            Thread.currentThread().interrupt();
                            return true;
                        },
                        () -> Thread.currentThread().isInterrupted());

        assertThat(seen).containsExactly(true, false);
    }

    @Test
    void anUnparkThatComesLateEndsNoWait() {
        var gate = new Event();
        boolean wasSet =
                after(
                        () -> {
                            LockSupport.unpark(Thread.currentThread());
                            return null;
                        },
                        () -> {
                            Green.spawn(() -> gate.set());
                            gate.await();
                            return gate.isReady();
                        });

        assertThat(wasSet).isTrue();
    }

    @Test
    void aStackThatWasFullServesTheNext() {
        int depth =
                after(
                        () -> {
                            assertThatThrownBy(() -> endless(0))
                                    .isInstanceOf(StackOverflowError.class);
                            return null;
                        },
                        () -> down(500));

        assertThat(depth).isEqualTo(500);
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static int endless(int depth) {
        return 1 + endless(depth + 1);
    }

    private static int down(int levels) {
        return levels == 0 ? 0 : 1 + down(levels - 1);
    }

    @Test
    void theNextOneIsKilledAndNotTheOneBefore() {
        var gate = new Event();
        Greenlet<String> first = Green.spawn(() -> "first");
        Greenlet<?> second = Green.spawn(() -> gate.await());
        Greenlet<String> third = Green.spawn(() -> "third");
        first.join();
        second.kill();

        assertThatThrownBy(second::get).isInstanceOf(GreenletExit.class);
        assertThat(first.get() + third.get()).isEqualTo("firstthird");
    }

    @Test
    void oneThatIsKilledBeforeItBeginsIsSkipped() {
        var log = new ArrayList<String>();
        Greenlet<?> first = Green.spawn(() -> log.add("first"));
        Greenlet<?> second = Green.spawn(() -> log.add("second"));
        Greenlet<?> third = Green.spawn(() -> log.add("third"));
        second.killLater();
        Green.joinAll(List.of(first, second, third));

        assertThat(log).containsExactly("first", "third");
    }

    /// A loop of spawns that never wait does not keep the event loop from its share.
    @Test
    void theLoopHasItsShare() {
        var gate = new Event();
        Hub.current().loop().timer(Duration.ZERO).start(() -> gate.set());
        var turns = new ArrayList<Integer>();
        for (int i = 0; i < 1_000; i++) {
            Green.spawn(() -> {
                if (!gate.isReady()) {
                    turns.add(1);
                }
            });
        }
        Green.yieldNow();

        assertThat(turns.size()).isLessThanOrEqualTo(Slice.TURNS);
    }

    @Test
    void theDumpShowsOneThatHasNotBegun() {
        assumeTrue(isCarrier());
        Greenlet<?> waiting = Green.spawn(() -> {}).named("not begun yet");

        assertThat(Hub.current().dump()).contains("not begun yet").contains("ready");
        waiting.join();
    }

    /// There is no memory for a thread, say: it is tried again in the next turn.
    @Test
    void oneThatGetsNoStackStaysReady() {
        assumeTrue(isCarrier());
        forgetHeritage();
        var failures = new AtomicInteger(1);
        var log = new ArrayList<String>();
        var scheduler = new Scheduler(events(failures), "the loop");
        Machine.current().fiber(scheduler, new PlainTask("fiber", () -> log.add("ran"))).start();

        scheduler.driveSlice();
        assertThat(log).isEmpty();
        scheduler.driveSlice();
        assertThat(log).containsExactly("ran");
        scheduler.end();
    }

    /// The watchdog may look in the very moment in which the loop fiber is to begin.
    @Test
    void theWatchdogSeesALoopThatHasNoStackYet() {
        assumeTrue(isCarrier());
        forgetHeritage();
        var scheduler = new Scheduler(events(new AtomicInteger(1)), "the loop");
        scheduler.requestLoop();
        scheduler.driveSlice();
        var stalled = new StalledLoop();

        stalled.look(scheduler, 0, 0, 1);
        stalled.look(scheduler, 2, 0, 1);

        assertThat(scheduler.loop().isResting()).isFalse();
        scheduler.end();
    }

    /// Events of which the name, which each thread gets, cannot always be had.
    private static Events events(AtomicInteger failures) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "name" -> {
                                        if (failures.getAndDecrement() > 0) {
                                            throw new OutOfMemoryError("as if");
                                        }
                                        yield "poor";
                                    }
                                    case "toString" -> "poor";
                                    case "nanoTime" -> 0L;
                                    case "isDue", "isPollDue", "isSliceOver", "isAlive" -> false;
                                    default -> null;
                                });
    }
}
