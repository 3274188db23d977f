package jevent.reactor.testing;

import jevent.testing.GreenTest;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test, or a class of tests, that is a [GreenTest] in which Reactor's time is the hub's, too.
///
/// ```java
/// @ReactorTest
/// class PricesTest {
///     @Test
///     void isPatient(TestHub hub) {
///         var price = Mono.just(42).delayElement(Duration.ofHours(1));
///         assertThat(Monos.await(price)).isEqualTo(42);
///         assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));     // at once
///     }
/// }
/// ```
///
/// While the test method runs, `Schedulers.parallel()`, `single()` and `boundedElastic()`, and all
/// that are made new, are the test's hub: one clock moves delays of Reactor, [jevent.Timeout] and
/// `Green.sleep`. The method itself is a greenlet of that hub, so that what it subscribes to has
/// its greenlets there as well. Afterwards the schedulers are what they were before. They are the
/// whole process's: such tests must not run in parallel.
///
/// A source that is made before the test method begins, in a static field say, may have fetched the
/// real schedulers. For `StepVerifier` use a [GreenTest] and [HubSteps].
@Documented
@Inherited
@GreenTest
@ExtendWith(ReactorTestExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ReactorTest {

    /// How many seconds of real time the test may take.
    int limitSeconds() default 30;
}
