package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;

/// The one door to the part of `java.lang` that is not public: a virtual thread with a scheduler of
/// one's own.
///
/// It opens when `java.lang` is open to us (`--add-opens java.base/java.lang=...`). Otherwise
/// [#failure] says why not and nothing here may be called.
final class VirtualThreads {

    private static final @Nullable MethodHandle CREATE;
    private static final @Nullable Executor DEFAULT_SCHEDULER;
    private static final @Nullable VarHandle CARRIER;
    private static final @Nullable VarHandle SCHEDULER;
    private static final @Nullable Throwable FAILURE;

    static {
        MethodHandle create = null;
        Executor scheduler = null;
        VarHandle carrier = null;
        VarHandle schedulerOf = null;
        Throwable failure = null;
        try {
            create = findCreate();
            scheduler = findDefaultScheduler();
            carrier = findField("carrierThread", Thread.class);
            schedulerOf = findField("scheduler", Executor.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            failure = e;
        }
        CREATE = create;
        DEFAULT_SCHEDULER = scheduler;
        CARRIER = carrier;
        SCHEDULER = schedulerOf;
        FAILURE = failure;
    }

    private VirtualThreads() {}

    private static MethodHandle findCreate() throws ReflectiveOperationException {
        Class<?> builders = Class.forName("java.lang.ThreadBuilders");
        var type =
                MethodType.methodType(
                        Thread.class, Executor.class, String.class, int.class, Runnable.class);
        return MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                .findStatic(builders, "newVirtualThread", type);
    }

    private static Executor findDefaultScheduler() throws ReflectiveOperationException {
        Class<?> virtual = Class.forName("java.lang.VirtualThread");
        var field = virtual.getDeclaredField("DEFAULT_SCHEDULER");
        field.setAccessible(true);
        return (Executor) field.get(null);
    }

    private static VarHandle findField(String name, Class<?> type)
            throws ReflectiveOperationException {
        return findField(Class.forName("java.lang.VirtualThread"), name, type);
    }

    /// A private field of a class of the JDK.
    static VarHandle findField(Class<?> owner, String name, Class<?> type)
            throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .findVarHandle(owner, name, type);
    }

    /// Why the door is closed, or null if it is open.
    static @Nullable Throwable failure() {
        return FAILURE;
    }

    /// As the JDK's own constant: the thread gets no inheritable thread-locals.
    static final int NO_INHERIT_THREAD_LOCALS = 1 << 2;

    /// An unstarted virtual thread whose continuation goes to `scheduler`.
    ///
    /// @param characteristics 0, or [#NO_INHERIT_THREAD_LOCALS]
    static Thread create(Executor scheduler, String name, int characteristics, Runnable body) {
        MethodHandle create = CREATE;
        if (create == null) {
            throw new IllegalStateException("java.lang is not open", FAILURE);
        }
        try {
            return (Thread) create.invokeExact(scheduler, name, characteristics, body);
        } catch (Throwable e) {
            throw Strand.sneak(e);
        }
    }

    /// The thread that `virtual` is mounted on, as a volatile read; null if it is not mounted.
    static @Nullable Thread carrier(Thread virtual) {
        return CARRIER == null ? null : (Thread) CARRIER.getVolatile(virtual);
    }

    /// Who gets the continuation of `virtual`.
    static @Nullable Executor scheduler(Thread virtual) {
        return SCHEDULER == null ? null : (Executor) SCHEDULER.get(virtual);
    }

    /// Runs a continuation that is none of ours where the JDK would have run it.
    static void executeElsewhere(Runnable continuation) {
        Executor scheduler = DEFAULT_SCHEDULER;
        if (scheduler == null) {
            throw new IllegalStateException("java.lang is not open", FAILURE);
        }
        scheduler.execute(continuation);
    }
}
