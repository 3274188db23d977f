package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.flow.Awaiter;
import jevent.flow.Failures;

import org.jspecify.annotations.Nullable;

/// Waits for a `Single`.
final class SingleAwaiter<T> extends Awaiter<T> implements SingleObserver<T> {

    private @Nullable Disposable upstream;

    SingleAwaiter(Object source) {
        super(source);
    }

    T await(Single<? extends T> single) {
        try {
            single.subscribe(this);
        } catch (Throwable e) {
            breach(Errors.thrownBySubscribe(e));
        }
        return java.util.Objects.requireNonNull(await());
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        if (disposable == null) {
            throw refused("onSubscribe");
        }
        if (hasArrived()) {
            refuse(disposable);
            return;
        }
        upstream = disposable;
        if (!(isHere() ? arriveAlone() : arrive())) {
            disposable.dispose();
        }
    }

    private void refuse(Disposable second) {
        boolean late = isCancelled();
        second.dispose();
        if (!late) {
            RxJavaPlugins.onError(new ProtocolViolationException("Disposable already set!"));
        }
    }

    @Override
    public void onSuccess(T item) {
        if (item == null) {
            throw refused("onSuccess");
        }
        value(item);
        end();
    }

    @Override
    public void onError(Throwable error) {
        if (error == null) {
            throw refused("onError");
        }
        fail(Failures.unwrap(error));
    }

    private NullPointerException refused(String signal) {
        var refusal = new NullPointerException(signal + " was called with null");
        breach(refusal);
        return refusal;
    }

    // ---- upstream

    @Override
    protected void doRequest(long n) {
        throw new AssertionError("a Single knows no demand");
    }

    @Override
    protected void doCancel() {
        if (upstream != null) {
            upstream.dispose();
        }
    }

    // ---- RxJava's hooks

    @Override
    protected void ensureMayWait(Object awaited) {
        Errors.ensureMayWait(awaited);
    }

    @Override
    protected void discard(T value) {}

    @Override
    protected void dropValue(T value) {}

    @Override
    protected void drop(Throwable error) {
        RxJavaPlugins.onError(error);
    }
}
