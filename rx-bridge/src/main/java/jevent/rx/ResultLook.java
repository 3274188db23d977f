package jevent.rx;

import io.reactivex.rxjava3.disposables.Disposable;

import jevent.Outcome;
import jevent.bridge.Failures;
import jevent.bridge.Notice;

import org.jspecify.annotations.Nullable;

/// One observer's look at what ends once, for all.
abstract class ResultLook<T> implements Disposable {

    private final Awaited<? extends T> awaited;

    /// Written by the subscribing thread, read by whoever disposes.
    private volatile @Nullable Notice notice;

    private volatile boolean disposed;

    ResultLook(Awaited<? extends T> awaited) {
        this.awaited = awaited;
    }

    /// Tells the observer of the value.
    abstract void succeed(@Nullable T value);

    /// Tells the observer of the error.
    abstract void fail(Throwable error);

    /// Tells the observer now or when it has ended; to be called after `onSubscribe`.
    final void begin() {
        if (awaited.source().isReady()) {
            tell();
            return;
        }
        var wish = Notice.of(awaited.source(), this::tell);
        notice = wish;
        if (disposed) {
            wish.close();
        }
    }

    private void tell() {
        if (disposed) {
            return;
        }
        Outcome<? extends @Nullable T> outcome = awaited.outcome().get();
        Throwable failure = outcome.failure();
        if (failure != null) {
            fail(Failures.unwrap(failure));
        } else {
            succeed(outcome.unwrap());
        }
    }

    @Override
    public final void dispose() {
        disposed = true;
        Notice wish = notice;
        if (wish != null) {
            wish.close();
        }
        if (!awaited.source().isReady()) {
            awaited.onDispose().run();
        }
    }

    @Override
    public final boolean isDisposed() {
        return disposed;
    }
}
