package jevent.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;

/// Runs the tests that are marked with [GreenTest]; JUnit makes it.
public final class GreenTestExtension
        implements InvocationInterceptor, ParameterResolver, ExecutionCondition {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GreenTestExtension.class);

    /// Hides the hub from JUnit, which would close it on a thread that it does not belong to.
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
        Duration limit = options(context).limit();
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

    /// Of a method that is a template of tests JUnit makes a plain test as well, since our
    /// annotation says so: that one is skipped.
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean twice =
                context.getTestMethod().filter(GreenTestExtension::isTemplate).isPresent()
                        && !context.getUniqueId().contains("[test-template:");
        return twice
                ? ConditionEvaluationResult.disabled(
                        "this method is a template of tests, and runs as such; to have one test"
                                + " only, put the annotation on its class, or on a @Nested one")
                : ConditionEvaluationResult.enabled("it runs on a hub of its own");
    }

    private static boolean isTemplate(Method method) {
        return AnnotationSupport.isAnnotated(method, TestTemplate.class);
    }

    /// One for each call of a test method.
    private static TestHub hub(ExtensionContext context) {
        var store = context.getStore(NAMESPACE);
        Slot slot = store.get(Slot.class, Slot.class);
        if (slot == null) { // JUnit 5 and 6 have no method in common that does both
            slot = new Slot(options(context).hub());
            store.put(Slot.class, slot);
        }
        return slot.hub();
    }

    /// Those of the method, or else of its class, or else of a class around that.
    private static GreenOptions options(ExtensionContext context) {
        Optional<AnnotatedElement> element = context.getElement();
        GreenOptions found = element.isPresent() ? GreenOptions.of(element.get()) : null;
        if (found != null) {
            return found;
        }
        return options(
                context.getParent()
                        .orElseThrow(() -> new IllegalStateException("@GreenTest is missing")));
    }
}
