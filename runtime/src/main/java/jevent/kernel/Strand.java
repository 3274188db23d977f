package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// Whoever can wait: a [Fiber] of a scheduler, or a [ForeignStrand], any other thread.
///
/// The protocol of a wait, for the author of a primitive: under the primitive's lock, look whether
/// there is anything to wait for and, if so, link a [Blocker] that holds the strand; release the
/// lock; call [#await]. Whoever settles the wait unlinks the blocker under the lock, releases it
/// and calls [#wake], once.
public abstract sealed class Strand extends Inbox.Node
        permits Addressee, ForeignStrand, BareStrand {

    /// The strand of the calling thread; null on a platform thread that has no hub yet.
    public static @Nullable Strand current() {
        Thread thread = Thread.currentThread();
        if (!thread.isVirtual()) {
            return Bindings.get();
        }
        // Why here: this field exists in every thread, costs a greenlet no memory (a ThreadLocal is
        // 190 bytes) and is read in a nanosecond.
        return thread.getUncaughtExceptionHandler() instanceof Fiber fiber ? fiber : find(thread);
    }

    /// The strand of a thread with a handler that is not ours: a greenlet may have set one.
    private static Strand find(Thread thread) {
        Fiber fiber = Machine.current().find(thread);
        return fiber == null ? new ForeignStrand(thread) : fiber;
    }

    /// The strand of the calling thread; `binder` gives a platform thread its hub, if it has none.
    public static Strand current(Runnable binder) {
        Strand strand = current();
        if (strand == null) {
            binder.run();
            strand = current();
        }
        if (strand == null) {
            throw new AssertionError(Thread.currentThread() + " has not been bound");
        }
        return strand;
    }

    /// The fiber of the calling thread, or null.
    public static @Nullable Fiber currentFiber() {
        return current() instanceof Fiber fiber ? fiber : null;
    }

    /// Waits until [#wake].
    ///
    /// Throws what was raised (a kill, a timeout) if the blocker could be abandoned for it.
    public abstract void await(Blocker blocker);

    /// Waits until [#wake], but `nanos` at most.
    ///
    /// @return false if the time was over first; the blocker is then abandoned
    public abstract boolean await(Blocker blocker, long nanos);

    /// Ends the wait; any thread, exactly once for each wait, never after a successful abandon.
    public abstract void wake();

    /// Rethrows anything as it is, checked or not.
    public static RuntimeException sneak(Throwable error) {
        return Strand.<RuntimeException>uncheck(error);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: that is the trick
    private static <E extends Throwable> RuntimeException uncheck(Throwable error) throws E {
        throw (E) error;
    }
}
