package jevent.reactor;

import jevent.HubClosed;

import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;

import org.reactivestreams.Subscription;

/// Tells the subscriber for whom an operator of Reactor has scheduled a task that it cannot run.
///
/// What is refused at once, the operators tell themselves. For what was accepted Reactor has no such
/// signal, but its operators say who the subscriber is.
final class Downstream {

    private Downstream() {}

    /// Ends the operator behind `task`, if it is known: upstream is cancelled first, so that no
    /// element comes beside the error.
    static void tell(Runnable task, HubClosed error) {
        Runnable inner = task instanceof Repeat repeat ? repeat.original() : task;
        if (Scannable.from(inner).scanUnsafe(Scannable.Attr.ACTUAL)
                instanceof CoreSubscriber<?> subscriber) {
            if (inner instanceof Subscription subscription) {
                subscription.cancel();
            } else if (inner instanceof Disposable disposable) {
                disposable.dispose();
            }
            subscriber.onError(Exceptions.failWithRejected(error));
        }
    }
}
