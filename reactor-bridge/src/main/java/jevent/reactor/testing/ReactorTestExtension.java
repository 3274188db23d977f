package jevent.reactor.testing;

import jevent.Hub;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

import reactor.core.scheduler.Schedulers;

import java.lang.reflect.Method;

/// Runs the tests that are marked with [ReactorTest]; JUnit makes it.
public final class ReactorTestExtension implements InvocationInterceptor {

    /// For JUnit.
    public ReactorTestExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> test,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        intercept(test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        intercept(test);
    }

    private static void intercept(Invocation<@Nullable Void> test) throws Throwable {
        Hub hub = Hub.current();
        Schedulers.Snapshot real = Schedulers.setFactoryWithSnapshot(new HubFactory(hub));
        try {
            Throwable failure = hub.<@Nullable Throwable>run(() -> failure(test));
            if (failure != null) {
                throw failure;
            }
            TestHub.ensureNothingIsLeft(hub); // the reset disposes of it
        } finally {
            Schedulers.resetFrom(real);
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
