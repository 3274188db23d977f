package jevent.testing;

import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;

/// What a [GreenTest] says, or an annotation that is marked with it.
///
/// @param limit how much real time the test may take
record GreenOptions(boolean realTime, Duration limit) {

    /// Those of a class or a method; null if it is not marked.
    static @Nullable GreenOptions of(AnnotatedElement element) {
        GreenTest direct = element.getAnnotation(GreenTest.class);
        if (direct != null) {
            return of(direct);
        }
        for (Annotation composed : element.getAnnotations()) {
            GreenOptions found = behind(composed);
            if (found != null) {
                return found;
            }
        }
        Optional<GreenTest> inherited = AnnotationSupport.findAnnotation(element, GreenTest.class);
        return inherited.isPresent() ? of(inherited.get()) : null;
    }

    private static GreenOptions of(GreenTest annotation) {
        return new GreenOptions(
                annotation.realTime(), Duration.ofSeconds(annotation.limitSeconds()));
    }

    /// What an annotation says that may be marked with ours, or with one that is.
    private static @Nullable GreenOptions behind(Annotation composed) {
        Class<?> type = composed.annotationType();
        if (!AnnotationSupport.isAnnotated(type, GreenTest.class)) {
            return null;
        }
        GreenOptions options = of(type);
        return options == null ? null : options.overriddenBy(composed);
    }

    private GreenOptions overriddenBy(Annotation composed) {
        return new GreenOptions(
                attribute(composed, "realTime") instanceof Boolean real ? real : realTime,
                attribute(composed, "limitSeconds") instanceof Integer seconds
                        ? Duration.ofSeconds(seconds)
                        : limit);
    }

    /// Null if it has none of this name, or does not let us see it.
    private static @Nullable Object attribute(Annotation annotation, String name) {
        try {
            Method attribute = annotation.annotationType().getDeclaredMethod(name);
            attribute.setAccessible(true);
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }

    TestHub hub() {
        return realTime ? TestHub.realTime() : TestHub.virtual();
    }
}
