package jevent.rx;

import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;
import jevent.bridge.Errand;

import org.jspecify.annotations.Nullable;

/// A greenlet that works for one observer, and is killed when that disposes.
abstract class DisposableErrand extends Errand implements Disposable {

    final void begin(@Nullable Hub hub) {
        start(hub);
    }

    @Override
    protected final void drop(Throwable error) {
        RxJavaPlugins.onError(error);
    }

    @Override
    public final void dispose() {
        abandon();
    }

    @Override
    public final boolean isDisposed() {
        return isAbandoned();
    }
}
