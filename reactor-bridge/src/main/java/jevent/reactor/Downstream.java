package jevent.reactor;

import jevent.HubClosed;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;

/// Tells the subscriber for whom an operator of Reactor has scheduled a task that it cannot run.
///
/// If a task is refused at once, the operators tell the subscriber themselves. For a task that was
/// accepted Reactor has no such signal, but its operators say who the subscriber is.
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

    private static @Nullable Object actual(Runnable task) {
        return Scannable.from(operator(task)).scanUnsafe(Scannable.Attr.ACTUAL);
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
