package jevent;

import jevent.kernel.Raised;
import jevent.pool.Group;
import jevent.pool.Pool;
import jevent.pool.Scope;
import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Event;
import jevent.sync.Queue;
import jevent.sync.Semaphore;

import java.time.Duration;
import java.util.List;

/// Every call of the core that waits, in a state in which it waits for ever or for an hour.
enum BlockingCall {
    SLEEP {
        @Override
        Runnable prepare() {
            return () -> Green.sleep(HOUR);
        }
    },
    EVENT {
        @Override
        Runnable prepare() {
            return new Event()::await;
        }
    },
    EVENT_LIMIT {
        @Override
        Runnable prepare() {
            return () -> new Event().await(HOUR);
        }
    },
    RESULT {
        @Override
        Runnable prepare() {
            return new AsyncResult<String>()::get;
        }
    },
    PROMISE {
        @Override
        Runnable prepare() {
            return AsyncResult.<String>promise()::get;
        }
    },
    RESULT_LIMIT {
        @Override
        Runnable prepare() {
            return () -> new AsyncResult<String>().get(HOUR);
        }
    },
    SEMAPHORE {
        @Override
        Runnable prepare() {
            return new Semaphore(0)::acquire;
        }
    },
    SEMAPHORE_LIMIT {
        @Override
        Runnable prepare() {
            return () -> new Semaphore(0).acquire(HOUR);
        }
    },
    QUEUE_GET {
        @Override
        Runnable prepare() {
            return Queue.<String>unbounded()::get;
        }
    },
    QUEUE_GET_LIMIT {
        @Override
        Runnable prepare() {
            return () -> Queue.<String>unbounded().get(HOUR);
        }
    },
    QUEUE_PUT {
        @Override
        Runnable prepare() {
            Queue<String> queue = fullQueue();
            return () -> queue.put("second");
        }
    },
    QUEUE_PUT_LIMIT {
        @Override
        Runnable prepare() {
            Queue<String> queue = fullQueue();
            return () -> queue.put("second", HOUR);
        }
    },
    CHANNEL_GET {
        @Override
        Runnable prepare() {
            return new Channel<String>()::get;
        }
    },
    CHANNEL_PUT {
        @Override
        Runnable prepare() {
            return () -> new Channel<String>().put("item");
        }
    },
    GREENLET_GET {
        @Override
        Runnable prepare() {
            return sleeper()::get;
        }
    },
    GREENLET_JOIN {
        @Override
        Runnable prepare() {
            return sleeper()::join;
        }
    },
    GREENLET_JOIN_LIMIT {
        @Override
        Runnable prepare() {
            return () -> sleeper().join(HOUR);
        }
    },
    WAITER {
        @Override
        Runnable prepare() {
            return new Waiter<String>()::get;
        }
    },
    WAITER_OUTSIDE {
        @Override
        Runnable prepare() {
            return () -> Waiter.<String>outside("somebody").get(HOUR);
        }
    },
    WAIT_ANY {
        @Override
        Runnable prepare() {
            return () -> Green.waitAny(List.of(new Event(), new Event()));
        }
    },
    JOIN_ALL_LIMIT {
        @Override
        Runnable prepare() {
            return () -> Green.joinAll(List.of(sleeper()), HOUR);
        }
    },
    GROUP_JOIN {
        @Override
        Runnable prepare() {
            var group = new Group();
            group.add(sleeper());
            return group::join;
        }
    },
    SCOPE {
        @Override
        Runnable prepare() {
            return () -> Scope.run(scope -> scope.add(sleeper()));
        }
    },
    POOL_SPAWN {
        @Override
        Runnable prepare() {
            var pool = new Pool(1);
            pool.add(sleeper());
            return () -> pool.spawn(() -> "never");
        }
    },
    RAW_SWITCH {
        @Override
        Runnable prepare() {
            return () -> new RawGreenlet(x -> sleepForAnHour()).switchTo();
        }
    },
    HUB_CLOSE {
        @Override
        Runnable prepare() {
            Hub other = Hub.open("closes slowly");
            other.spawn(() -> AsyncResult.promise().get());
            return () -> {
                try {
                    other.close(HOUR);
                } finally {
                    other.fibers().forEach(BlockingCall::end);
                }
            };
        }
    };

    private static final Duration HOUR = Duration.ofHours(1);

    /// Makes what is waited for; the result waits.
    abstract Runnable prepare();

    private static void end(jevent.kernel.Fiber fiber) {
        fiber.raise(Raised.kill(new GreenletExit()));
    }

    private static Greenlet<?> sleeper() {
        return Green.spawn(() -> Green.sleep(HOUR)).named("sleeper");
    }

    private static Queue<String> fullQueue() {
        Queue<String> queue = Queue.bounded(1);
        queue.put("first");
        return queue;
    }

    private static Object sleepForAnHour() {
        Green.sleep(HOUR);
        return "slept";
    }
}
