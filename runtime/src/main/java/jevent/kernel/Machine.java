package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// Which of the two modes this process has, and what follows from it: how a fiber is made.
///
/// The mode is chosen once, by trying it out and not by the version of the JDK.
public enum Machine {
    /// A greenlet is a virtual thread that our own thread carries.
    CARRIER {
        @Override
        public Fiber fiber(Scheduler scheduler, Task task) {
            return new CarrierFiber(scheduler, task);
        }

        @Override
        @Nullable Fiber find(Thread virtual) {
            return VirtualThreads.scheduler(virtual) instanceof Stack stack
                            && stack.thread() == virtual // and not a child that inherited it
                    ? stack.fiber()
                    : null;
        }
    },
    /// A greenlet is an ordinary virtual thread, and a baton says who runs.
    BATON {
        @Override
        public Fiber fiber(Scheduler scheduler, Task task) {
            return new BatonFiber(scheduler, task);
        }

        @Override
        @Nullable Fiber find(Thread virtual) {
            return Runners.find();
        }

        @Override
        void schedulersAlive(int count) {
            Parallelism.ensure(count + 1);
        }
    };

    private static volatile @Nullable Function<Thread, Throwable> interruptions;

    /// A fiber that will run `task` on `scheduler` once it is started. The task must not throw.
    public abstract Fiber fiber(Scheduler scheduler, Task task);

    /// The fiber of the calling virtual thread, whose handler does not say which it is; null if it
    /// has none.
    abstract @Nullable Fiber find(Thread virtual);

    /// So many hubs are alive now.
    void schedulersAlive(int count) {}

    public static Machine current() {
        return ModeChoice.CHOSEN;
    }

    /// What an interrupted thread that belongs to no hub gets.
    public static void onForeignInterrupt(Function<Thread, Throwable> factory) {
        interruptions = factory;
    }

    Throwable interruption(Thread thread) {
        Function<Thread, Throwable> factory = interruptions;
        return factory == null
                ? new IllegalStateException(thread + " was interrupted")
                : factory.apply(thread);
    }
}
