package jevent.testing;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A JUnit test, or all tests of a class, that run on a hub of their own.
///
/// ```java
/// @GreenTest
/// class RetryTest {
///     @Test
///     void waitsLongerEachTime() {
///         var calls = Green.spawn(this::callThreeTimes);
///         calls.join();                                     // no real time passes
///     }
/// }
/// ```
///
/// The test's thread carries the hub while the test method runs, so that `spawn` and `join` behave
/// as in `main`; `@BeforeEach` methods and field initialisers run elsewhere. Time is virtual. A
/// test takes a [TestHub] as parameter if it wants to know more.
///
/// The test fails if it takes longer than its limit of real time, whatever it does: the failure
/// then shows every greenlet of every hub. It fails as well if greenlets are still alive at the
/// end, or if a failure that nobody observed was reported and not taken with
/// [TestHub#takeFailures].
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(GreenTestExtension.class)
public @interface GreenTest {

    /// Whether time passes as outside: for tests of channels and threads.
    boolean realTime() default false;

    /// How many seconds of real time the test may take.
    int limitSeconds() default 30;
}
