package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A `Single` that does what the test says, also against the rules, and writes down what is asked
/// of it.
final class ManualSingle<T> extends Single<T> implements Disposable {

    final List<String> log = new CopyOnWriteArrayList<>();

    private final Consumer<SingleObserver<? super T>> onSubscription;
    private volatile SingleObserver<? super T> observer;
    private volatile RuntimeException disposeFailure;

    ManualSingle(Consumer<SingleObserver<? super T>> onSubscription) {
        this.onSubscription = onSubscription;
    }

    ManualSingle() {
        this.onSubscription = observer -> observer.onSubscribe(this);
    }

    /// Null, where the checks of the build would not let it through.
    T nothing() {
        return null;
    }

    /// Whoever disposes gets this error.
    ManualSingle<T> failingToDispose(RuntimeException error) {
        disposeFailure = error;
        return this;
    }

    /// The observer, once there is one.
    SingleObserver<? super T> observer() {
        return Objects.requireNonNull(observer, "nobody has subscribed");
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> subscriber) {
        observer = subscriber;
        onSubscription.accept(subscriber);
    }

    @Override
    public void dispose() {
        log.add("dispose");
        if (disposeFailure != null) {
            throw disposeFailure;
        }
    }

    @Override
    public boolean isDisposed() {
        log.add("isDisposed");
        return false;
    }
}
