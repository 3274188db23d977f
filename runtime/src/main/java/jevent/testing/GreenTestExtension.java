package jevent.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;

/// Runs the tests that are marked with [GreenTest]; JUnit makes it.
public final class GreenTestExtension implements InvocationInterceptor, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GreenTestExtension.class);

    /// Keeps the hub from JUnit, who would close it from a thread that it does not belong to.
    private record Slot(TestHub hub) {}

    /// For JUnit.
    public GreenTestExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> test,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        intercept(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        intercept(test, context);
    }

    private static void intercept(Invocation<@Nullable Void> test, ExtensionContext context)
            throws Throwable {
        Duration limit = Duration.ofSeconds(options(context).limitSeconds());
        new LimitedRun(context.getDisplayName(), test, hub(context)).run(limit);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestHub.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return hub(context);
    }

    /// One for each call of a test method.
    private static TestHub hub(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Slot.class, key -> new Slot(make(options(context))), Slot.class)
                .hub();
    }

    private static TestHub make(GreenTest options) {
        return options.realTime() ? TestHub.realTime() : TestHub.virtual();
    }

    /// Those of the method, or else of its class, or else of a class around that.
    private static GreenTest options(ExtensionContext context) {
        Optional<GreenTest> found =
                AnnotationSupport.findAnnotation(context.getElement(), GreenTest.class);
        if (found.isPresent()) {
            return found.get();
        }
        return options(
                context.getParent()
                        .orElseThrow(() -> new IllegalStateException("@GreenTest is missing")));
    }
}
