package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/// The virtual thread that fibers run on in CARRIER mode, and the scheduler of that thread.
///
/// A fiber gets a stack when its first turn begins. If it ends in that very turn and leaves the
/// stack as new, the next fiber that has not begun runs on it at once, without the driver: to make,
/// start and end a thread costs several times what that does. In all other cases the thread ends;
/// none is kept for later.
///
/// ```text
///   made ── first turn ──▶ begins ──▶ runs ── ends as new ──▶ begins (the next fiber)
///                                      │
///                                      └── has waited, or is not as new ──▶ ends
/// ```
///
/// The JDK hands the continuation of the thread to [#execute], which so knows, without a lookup or
/// an allocation, which fiber became runnable. It may come twice for one runnable thread
/// (`Thread.getStackTrace` resubmits it), from any thread, at any time. All of that is harmless:
/// being queued twice is being queued once, and running a continuation that is not runnable does
/// nothing.
final class Stack implements Executor, Runnable {

    private final Thread thread;

    /// Whose stack it is. Changes on the stack itself, and never after its fiber has waited: so
    /// other threads, which see the fiber wait, see which one it is.
    private CarrierFiber fiber;

    /// Set by the first call of [#execute].
    private @Nullable Runnable continuation;

    private Stack(CarrierFiber fiber, int characteristics) {
        this.fiber = fiber;
        String name = fiber.scheduler().events().name();
        this.thread = VirtualThreads.create(this, name, characteristics, this);
        thread.setUncaughtExceptionHandler(fiber);
    }

    /// One that has the inheritable thread-locals and the class loader of the calling thread.
    static Stack inheriting(CarrierFiber fiber) {
        return new Stack(fiber, 0);
    }

    /// One with the class loader that the fiber has kept.
    static Stack plain(CarrierFiber fiber) {
        var stack = new Stack(fiber, VirtualThreads.NO_INHERIT_THREAD_LOCALS);
        stack.fit();
        return stack;
    }

    Thread thread() {
        return thread;
    }

    CarrierFiber fiber() {
        return fiber;
    }

    // ---- the driver

    boolean isStarted() {
        return continuation != null;
    }

    /// Makes the thread runnable. No `execute` follows where another thread was faster: one follows
    /// its call.
    void unpark() {
        if (isStarted()) {
            LockSupport.unpark(thread);
        } else {
            thread.start();
        }
    }

    /// Runs what is on the stack until it waits or ends.
    void mount() {
        Runnable task = continuation;
        if (task != null) {
            task.run();
        }
    }

    // ---- the JDK

    @Override
    public void execute(Runnable task) {
        if (continuation == null) {
            continuation = task; // the first call is Thread.start
        } else if (continuation != task) {
            VirtualThreads.executeElsewhere(task); // a child thread inherited us as its scheduler
            return;
        }
        CarrierFiber mine = fiber;
        if (!mine.scheduler().isResuming(mine)) {
            mine.submitted();
        }
    }

    // ---- the stack itself

    /// The whole life of the thread.
    @Override
    public void run() {
        @Nullable CarrierFiber mine = fiber;
        do {
            long turn = mine.scheduler().turns();
            Task task = mine.task();
            try {
                task.run(); // no helper between: each frame here is kept by a parked greenlet
            } catch (Throwable e) {
                mine.uncaughtException(thread, e); // now, while the fiber has the turn
            } finally {
                mine.finish();
            }
            mine = isAsNew(mine, turn) ? successor(mine.scheduler()) : null;
        } while (mine != null);
    }

    /// Whether nothing is left of the fiber that has ended here. It has not waited, or this would
    /// be another turn; and the hub was not taken from it.
    private boolean isAsNew(CarrierFiber ended, long turn) {
        return ended.scheduler().turns() == turn
                && ended.scheduler().holdsTurn()
                && ended.leavesNothing()
                && !thread.isInterrupted()
                && !ThreadState.isStuck(thread);
    }

    private @Nullable CarrierFiber successor(Scheduler scheduler) {
        CarrierFiber next = scheduler.successor();
        if (next != null) {
            fiber = next;
            next.beginsOn(this);
            ThreadState.clearLocals(thread);
            thread.setUncaughtExceptionHandler(next);
            fit();
        }
        return next;
    }

    /// Makes the thread look as one that was made for its fiber.
    @SuppressWarnings("ReferenceEquality") // the same object, or it has been set by somebody
    private void fit() {
        String name = fiber.threadName();
        if (thread.getName() != name) {
            thread.setName(name);
        }
        ClassLoader loader = fiber.loader();
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
    }
}
