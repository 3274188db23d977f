package jevent.testing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A JUnit test that runs on a hub of its own; on a class, all its tests do.
///
/// ```java
/// @GreenTest
/// void waitsLongerEachTime(TestHub hub) {
///     Green.spawn(this::callThreeTimes).join();
///
///     assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(1 + 2));     // no real time passes
/// }
/// ```
///
/// The test's thread carries the hub while the test method runs, so that `spawn` and `join` behave
/// as in `main`; `@BeforeEach` methods and field initialisers run elsewhere. Time is virtual. A
/// test takes a [TestHub] as parameter if it wants to know more.
///
/// The test fails if it takes longer than its limit of real time, whatever it does: the failure
/// then shows every greenlet of every hub, and what it waits for. It fails as well if greenlets are
/// still alive at the end, or still to begin, or if a failure that nobody observed was reported and
/// not taken with [TestHub#takeFailures]; if the test fails by itself, these are its suppressed
/// errors.
///
/// It makes a method a test by itself; a `@Test` beside it changes nothing. On a class it makes
/// none of its methods a test: they have their own `@Test`, `@ParameterizedTest` and so on. A
/// method that is a `@ParameterizedTest` or `@RepeatedTest` takes it from its class; on the method
/// itself it works too, but JUnit then finds a second, plain test there, which is skipped.
///
/// It may stand on an annotation of your own, which then means the same; if that has attributes of
/// the names that are declared here, they count. JUnit 5.11 or newer.
@Documented
@Inherited
@Test
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(GreenTestExtension.class)
public @interface GreenTest {

    /// Whether time passes as outside: for tests of channels and threads.
    boolean realTime() default false;

    /// How many seconds of real time the test may take.
    int limitSeconds() default 30;
}
