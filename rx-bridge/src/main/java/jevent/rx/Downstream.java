package jevent.rx;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.List;

/// Finds the subscriber for which an operator of RxJava has scheduled a task, and tells it that the
/// task cannot run.
///
/// RxJava has no signal for that: an operator whose task is refused falls silent, and its
/// subscriber waits for ever. Nor has it a method that says who the subscriber is; but all of its
/// operators keep it in a field of one name. If that field cannot be read, nobody is told.
///
/// A task that waits for nothing and ends its stream by itself is run, here and now.
final class Downstream {

    private static final String OPERATORS = "io.reactivex.rxjava3.internal.operators.";

    /// Where a task has the operator that it is a part of.
    private static final List<String> PARENTS = List.of("this$0", "this$1", "parent", "observer");

    private Downstream() {}

    /// Ends the operator behind `task` with `error`; false if it is not known.
    static boolean tell(Runnable task, Throwable error) {
        Runnable inner = unwrap(task);
        String name = inner.getClass().getName();
        if (!name.startsWith(OPERATORS)) {
            return false;
        }
        if (needsNoTurn(name)) {
            inner.run();
            return true;
        }
        Object operator = operator(inner);
        Object downstream = operator == null ? null : read(operator, "downstream");
        return operator != null && downstream != null && end(operator, downstream, error);
    }

    /// With `unsubscribeOn` nobody is downstream any more, and upstream wants to know. A `timeout`
    /// alone knows whether it or an element comes first; nobody would end the stream after it.
    private static boolean needsNoTurn(String task) {
        return task.contains("UnsubscribeOn$")
                || task.contains("DisposeOn$")
                || task.contains("Timeout");
    }

    private static Runnable unwrap(Runnable task) {
        Runnable inner = task;
        while (inner instanceof SchedulerRunnableIntrospection wrapper) {
            inner = wrapper.getWrappedRunnable();
        }
        return inner;
    }

    /// The task itself, or what it is a part of.
    private static @Nullable Object operator(Runnable task) {
        if (read(task, "downstream") != null) {
            return task;
        }
        for (String name : PARENTS) {
            Object parent = read(task, name);
            if (parent != null && read(parent, "downstream") != null) {
                return parent;
            }
        }
        return null;
    }

    private static @Nullable Object read(Object owner, String name) {
        for (Class<?> type = owner.getClass(); type != Object.class; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(owner);
            } catch (NoSuchFieldException e) {
                // perhaps above
            } catch (IllegalAccessException | InaccessibleObjectException e) {
                return null;
            }
        }
        return null;
    }

    /// What the operator has from upstream is cancelled first, so that no element comes beside the
    /// error.
    private static boolean end(Object operator, Object downstream, Throwable error) {
        try {
            cancel(operator);
        } catch (Throwable e) {
            RxJavaPlugins.onError(e);
        }
        return fail(downstream, error);
    }

    private static void cancel(Object operator) {
        if (operator instanceof Subscription subscription) {
            subscription.cancel();
        } else if (operator instanceof Disposable disposable) {
            disposable.dispose();
        }
    }

    private static boolean fail(Object downstream, Throwable error) {
        switch (downstream) {
            case Subscriber<?> subscriber -> subscriber.onError(error);
            case Observer<?> observer -> observer.onError(error);
            case SingleObserver<?> observer -> observer.onError(error);
            case MaybeObserver<?> observer -> observer.onError(error);
            case CompletableObserver observer -> observer.onError(error);
            default -> {
                return false;
            }
        }
        return true;
    }
}
