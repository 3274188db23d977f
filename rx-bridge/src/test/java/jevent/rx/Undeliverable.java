package jevent.rx;

import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Remembers what RxJava's global error handler is told. A test that does not expect it fails.
final class Undeliverable implements BeforeEachCallback, AfterEachCallback {

    private static final Queue<Throwable> ERRORS = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        RxJavaPlugins.reset();
        ERRORS.clear();
        RxJavaPlugins.setErrorHandler(ERRORS::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RxJavaPlugins.reset();
        List<Throwable> left = take();
        if (!left.isEmpty()) {
            var error = new AssertionError("RxJava was told of errors nobody expects: " + left);
            left.forEach(error::addSuppressed);
            throw error;
        }
    }

    /// What it was told since the last call: the errors themselves, without RxJava's envelope.
    static List<Throwable> take() {
        List<Throwable> taken = new ArrayList<>();
        for (Throwable next = ERRORS.poll(); next != null; next = ERRORS.poll()) {
            taken.add(next instanceof UndeliverableException ? next.getCause() : next);
        }
        return taken;
    }
}
