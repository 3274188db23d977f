package jevent.rx.testing;

import jevent.testing.GreenTest;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test, or a class of tests, that is a [GreenTest] in which RxJava's time is the hub's, too.
///
/// ```java
/// @RxTest
/// class PricesTest {
///     @Test
///     void isPatient(TestHub hub) {
///         var price = Single.just(42).delay(1, TimeUnit.HOURS);
///         assertThat(Singles.await(price)).isEqualTo(42);
///         assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));     // at once
///     }
/// }
/// ```
///
/// While the test method runs, `Schedulers.computation()`, `io()`, `newThread()` and `single()` are
/// the test's hub: one clock moves delays of RxJava, [jevent.Timeout] and `Green.sleep`. It does
/// what a `TestScheduler` does, with nobody to advance it: time jumps when everybody waits. The
/// method itself is a greenlet of that hub, so that what it subscribes to has its greenlets there
/// as well. Afterwards the handlers of `RxJavaPlugins` are what they were before. They are the
/// whole process's: such tests must not run in parallel.
///
/// A source that is made before the test method begins, in a static field say, has fetched the real
/// schedulers. `Schedulers.trampoline()` and those that are made of executors keep real time.
@Documented
@Inherited
@GreenTest
@ExtendWith(RxTestExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RxTest {

    /// How many seconds of real time the test may take.
    int limitSeconds() default 30;
}
