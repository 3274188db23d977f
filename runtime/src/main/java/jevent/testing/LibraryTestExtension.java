package jevent.testing;

import jevent.Hub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

import java.lang.reflect.Method;

/// Runs each test in a greenlet of the test's hub, while that hub stands in for the schedulers of a
/// reactive library.
///
/// For authors of bridges: a bridge's annotation is made of [GreenTest] and an extension of this
/// kind, as `@ReactorTest` and `@RxTest` are. What the greenlets of a test leave behind fails it.
public abstract class LibraryTestExtension implements InvocationInterceptor {

    protected LibraryTestExtension() {}

    /// Lets the library use this hub.
    ///
    /// @return puts back what it has used before; run after the test, however that ends
    protected abstract Runnable replaceSchedulers(Hub hub);

    @Override
    public final void interceptTestMethod(
            Invocation<@Nullable Void> test,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        intercept(test);
    }

    @Override
    public final void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        intercept(test);
    }

    private void intercept(Invocation<@Nullable Void> test) throws Throwable {
        Hub hub = Hub.current();
        Runnable putBack = replaceSchedulers(hub);
        try {
            Throwable failure = hub.<@Nullable Throwable>run(() -> failure(test));
            if (failure != null) {
                throw failure;
            }
            TestHub.ensureNothingIsLeft(hub); // to put back may dispose of it
        } finally {
            putBack.run();
        }
    }

    private static @Nullable Throwable failure(Invocation<@Nullable Void> test) {
        try {
            test.proceed();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
