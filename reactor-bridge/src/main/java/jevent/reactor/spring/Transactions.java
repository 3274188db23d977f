package jevent.reactor.spring;

import static org.springframework.core.annotation.MergedAnnotations.SearchStrategy.TYPE_HIERARCHY;

import jevent.Greenlet;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/// Finds methods that claim a transaction which their result would not be part of.
///
/// Spring binds a transaction to the subscriber's context or to the thread. A `Greenlet` has begun
/// before anybody subscribes, and runs on no thread of the caller's: it would see neither, and
/// commit each statement for itself, without a word.
final class Transactions {

    private static final Set<Class<?>> OURS =
            Set.of(Greenlet.class, AsyncResult.class, Queue.class);

    /// By name, for neither library need be there.
    private static final List<String> ANNOTATIONS =
            List.of(
                    "org.springframework.transaction.annotation.Transactional",
                    "jakarta.transaction.Transactional");

    private Transactions() {}

    /// @throws IllegalStateException if there is such a method
    static void refuseGreenlets(Class<?> bean) {
        for (Method method : methods(bean)) {
            if (OURS.contains(method.getReturnType())
                    && !method.isSynthetic()
                    && (isTransactional(method) || isTransactional(bean))) {
                throw new IllegalStateException(
                        method
                                + " is @Transactional, but what runs in the "
                                + method.getReturnType().getSimpleName()
                                + " is not part of the transaction: return a Mono instead, of"
                                + " Monos.from(() -> ...), whose greenlet is");
            }
        }
    }

    private static Method[] methods(Class<?> bean) {
        try {
            return ReflectionUtils.getUniqueDeclaredMethods(bean);
        } catch (IllegalStateException e) {
            return new Method[0]; // it names a class that is not there; Spring gets along with that
        }
    }

    private static boolean isTransactional(AnnotatedElement element) {
        var annotations = MergedAnnotations.from(element, TYPE_HIERARCHY);
        return ANNOTATIONS.stream().anyMatch(annotations::isPresent);
    }
}
