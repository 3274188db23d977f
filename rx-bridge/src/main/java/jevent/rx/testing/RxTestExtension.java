package jevent.rx.testing;

import jevent.Hub;
import jevent.rx.HubScheduler;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

import java.lang.reflect.Method;

/// Runs the tests that are marked with [RxTest]; JUnit makes it.
public final class RxTestExtension implements InvocationInterceptor {

    /// For JUnit.
    public RxTestExtension() {}

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
        SchedulerHandlers real = SchedulerHandlers.current();
        SchedulerHandlers.all(HubScheduler.of(hub)).set();
        try {
            Throwable failure = hub.<@Nullable Throwable>run(() -> failure(test));
            if (failure != null) {
                throw failure;
            }
        } finally {
            real.set();
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
