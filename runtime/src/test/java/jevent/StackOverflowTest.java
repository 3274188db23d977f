package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Event;
import jevent.sync.Queue;
import jevent.sync.Semaphore;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.atomic.AtomicReference;

/// A stack that is full in the middle of a primitive leaves no lock held and no waiter forgotten.
@Timeout(120)
class StackOverflowTest {

    private static final int ROUNDS = 100;
    private static final long SMALL_STACK = 256 * 1024;

    /// What is done at each depth.
    @SuppressWarnings({"ImmutableEnumChecker", "UnnecessaryLambda"}) // each act has its primitive
    enum Act {
        QUEUE {
            private final Queue<String> queue = Queue.unbounded();

            @Override
            void run() {
                queue.put("item");
                queue.get();
            }
        },
        CHANNEL {
            private final Channel<String> channel = new Channel<>();

            @Override
            void run() {
                channel.tryPut("item");
                channel.tryGet();
            }
        },
        SEMAPHORE {
            private final Semaphore semaphore = new Semaphore(1_000_000);

            @Override
            void run() {
                semaphore.release();
                semaphore.acquire();
            }
        },
        EVENT {
            private final Event event = new Event();

            @Override
            void run() {
                event.set();
                event.clear();
            }
        },
        RESULT {
            private final AsyncResult<String> result = new AsyncResult<>();
            private final Runnable link = () -> {};

            @Override
            void run() {
                result.rawLink(link);
                result.unlink(link);
            }
        };

        abstract void run();
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void noLockStaysHeld(Act act) throws InterruptedException {
        onSmallStack(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                overflow(act, round % 7);
                act.run(); // waits for ever if the lock is held
            }
        });
    }

    private static void overflow(Act act, int offset) {
        try {
            dive(act, offset);
        } catch (StackOverflowError e) {
            return;
        }
        throw new AssertionError("there is no end of the stack");
    }

    /// Shifts the place in which it overflows.
    private static void dive(Act act, int offset) {
        if (offset > 0) {
            dive(act, offset - 1);
        }
        descend(act);
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static void descend(Act act) {
        act.run();
        descend(act);
    }

    /// Whose stack is full.
    enum Putter {
        THREAD {
            @Override
            void run(Runnable puts) {
                puts.run();
            }
        },
        GREENLET_OF_ANOTHER_HUB {
            @Override
            void run(Runnable puts) {
                Green.spawn(puts).join();
            }
        };

        abstract void run(Runnable puts);
    }

    /// The one who puts overflows sooner or later; whoever was taken out of the line is woken.
    @ParameterizedTest
    @EnumSource
    void noGetterIsForgotten(Putter putter) throws InterruptedException {
        try (Hub hub = Hub.open("getters")) {
            for (int round = 0; round < 50; round++) {
                getAllThatWasPut(hub, putter);
            }
        }
    }

    private static void getAllThatWasPut(Hub hub, Putter putter) throws InterruptedException {
        Queue<String> items = Queue.unbounded();
        var getters = new java.util.ArrayList<Greenlet<String>>();
        for (int i = 0; i < 3_000; i++) {
            getters.add(hub.spawn(() -> items.get()));
        }
        hub.run(() -> {
            while (!items.toString().contains("3000 getting")) {
                Green.yieldNow();
            }
            return true;
        });
        onSmallStack(() ->
                putter.run(() -> {
                    try {
                        putFor(items);
                    } catch (StackOverflowError e) {
                        // as it should
                    }
                }));
        while (items.size() < 3_000) { // for all who still wait
            items.put("late");
        }
        getters.forEach(Greenlet::join);
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static void putFor(Queue<String> items) {
        items.put("item");
        putFor(items);
    }

    private static void onSmallStack(Runnable body) throws InterruptedException {
        var failure = new AtomicReference<Throwable>();
        Thread thread = new Thread(null, body, "small stack", SMALL_STACK);
        thread.setUncaughtExceptionHandler((where, error) -> failure.set(error));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }
}
