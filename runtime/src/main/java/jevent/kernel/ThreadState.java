package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;

/// What the JDK keeps in a thread for the code that runs on it: thread-locals and open scopes.
///
/// A stack that one fiber leaves to another must have none of it. Where these fields cannot be
/// reached, because another JDK calls them something else, no stack is left to anybody.
final class ThreadState {

    private static final String MAP = "java.lang.ThreadLocal$ThreadLocalMap";
    private static final @Nullable VarHandle LOCALS = find("threadLocals", MAP);
    private static final @Nullable VarHandle INHERITABLE_LOCALS =
            find("inheritableThreadLocals", MAP);
    private static final @Nullable VarHandle SCOPES =
            find("headStackableScopes", "jdk.internal.vm.StackableScope");
    private static final @Nullable VarHandle SIZE = findSize();

    private ThreadState() {}

    private static @Nullable VarHandle find(String field, String type) {
        try {
            return VirtualThreads.findField(Thread.class, field, Class.forName(type));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable VarHandle findSize() {
        try {
            return VirtualThreads.findField(Class.forName(MAP), "size", int.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /// Whether code has left something in the calling thread that cannot be cleared: a scope that
    /// is still open.
    static boolean isStuck(Thread thread) {
        return LOCALS == null
                || INHERITABLE_LOCALS == null
                || SCOPES == null
                || (Object) SCOPES.get(thread) != null;
    }

    /// Forgets the thread-locals of the calling thread.
    static void clearLocals(Thread thread) {
        clear(LOCALS, thread);
        clear(INHERITABLE_LOCALS, thread);
    }

    private static void clear(@Nullable VarHandle field, Thread thread) {
        if (field != null && (Object) field.get(thread) != null) {
            field.set(thread, (Object) null);
        }
    }

    /// Whether a thread that the calling one makes would inherit thread-locals from it.
    static boolean hasHeritage(Thread thread) {
        if (INHERITABLE_LOCALS == null || SIZE == null) {
            return true;
        }
        Object map = INHERITABLE_LOCALS.get(thread);
        return map != null && (int) SIZE.get(map) > 0;
    }
}
