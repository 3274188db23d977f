package jevent.rx;

import io.reactivex.rxjava3.disposables.Disposable;

import jevent.Outcome;
import jevent.flow.Failures;
import jevent.flow.Notice;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

/// One observer's look at a result that somebody else sets, once, for all.
abstract class ResultLook<T> implements Disposable {

    private final AsyncResult<? extends @Nullable T> result;

    /// Written by the subscribing thread, read by whoever disposes.
    private volatile @Nullable Notice notice;

    private volatile boolean disposed;

    ResultLook(AsyncResult<? extends @Nullable T> result) {
        this.result = result;
    }

    /// Tells the observer what was set.
    abstract void succeed(@Nullable T value);

    /// Tells the observer of the error that was set.
    abstract void fail(Throwable error);

    /// Tells the observer now or when the result is set; to be called after `onSubscribe`.
    final void begin() {
        if (result.isReady()) {
            tell();
            return;
        }
        var wish = Notice.of(result, this::tell);
        notice = wish;
        if (disposed) {
            wish.close();
        }
    }

    private void tell() {
        if (disposed) {
            return;
        }
        Outcome<? extends @Nullable T> outcome = result.outcome();
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
    }

    @Override
    public final boolean isDisposed() {
        return disposed;
    }
}
