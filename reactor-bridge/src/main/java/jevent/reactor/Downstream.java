package jevent.reactor;

import jevent.HubClosed;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.scheduler.Scheduler.Worker;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.RejectedExecutionException;

/// Tells the subscriber for whom an operator of Reactor has scheduled a task that it cannot run.
///
/// If a task is refused at once, the operators tell the subscriber themselves. For a task that was
/// accepted Reactor has no such signal, but its operators say who the subscriber is, and which
/// worker is theirs.
final class Downstream {

    private Downstream() {}

    /// Whether the operator behind `task` says who its subscriber is.
    static boolean isKnown(Runnable task) {
        return actual(task) instanceof CoreSubscriber<?>;
    }

    /// Ends the operator behind `task`, if it is known: upstream is cancelled first, so that no
    /// element comes beside the error.
    ///
    /// @return whether it is known
    static boolean tell(Runnable task, HubClosed error) {
        if (!(actual(task) instanceof CoreSubscriber<?> subscriber)) {
            return false;
        }
        cancel(operator(task));
        subscriber.onError(Exceptions.failWithRejected(error));
        return true;
    }

    /// Ends the operator that `task` is a part of, such as a lambda of that operator, if the
    /// operator says that it runs on `worker`. Its own `onError` is called, which also ends what
    /// the operator has opened: windows. Only for a task that was accepted.
    ///
    /// @return whether that operator was found
    static boolean tellOwner(Runnable task, Worker worker, HubClosed error) {
        Runnable part = operator(task);
        CoreSubscriber<?> owner = part instanceof CoreSubscriber<?> ? null : owner(part, worker);
        if (owner == null) {
            return false;
        }
        if (Scannable.from(owner).scanUnsafe(Attr.PARENT) instanceof Subscription upstream) {
            upstream.cancel();
        }
        RuntimeException rejected = Exceptions.failWithRejected(error);
        try {
            owner.onError(rejected);
        } catch (RejectedExecutionException e) { // it is one that delays errors
            pass(rejected, owner);
        }
        return true;
    }

    private static void pass(RuntimeException error, CoreSubscriber<?> operator) {
        if (Scannable.from(operator).scanUnsafe(Attr.ACTUAL) instanceof CoreSubscriber<?> actual) {
            actual.onError(error);
        }
    }

    /// The fields have no names to rely on; what an operator says of itself decides.
    private static @Nullable CoreSubscriber<?> owner(Object part, Worker worker) {
        for (Field field : part.getClass().getDeclaredFields()) {
            if (read(field, part) instanceof CoreSubscriber<?> operator
                    && Scannable.from(operator).scanUnsafe(Attr.RUN_ON) == worker) {
                return operator;
            }
        }
        return null;
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()
                    ? field.get(owner)
                    : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static @Nullable Object actual(Runnable task) {
        return Scannable.from(operator(task)).scanUnsafe(Attr.ACTUAL);
    }

    private static Runnable operator(Runnable task) {
        return task instanceof Repeat repeat ? repeat.original() : task;
    }

    private static void cancel(Runnable operator) {
        if (operator instanceof Subscription subscription) {
            subscription.cancel();
        } else if (operator instanceof Disposable disposable) {
            disposable.dispose();
        }
    }
}
