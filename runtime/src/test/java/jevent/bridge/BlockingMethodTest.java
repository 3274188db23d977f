package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The list of what blocks by design is held to the code, from both sides.
class BlockingMethodTest {

    /// Threads that carry no hub: the watchdog's, a rescuer's that waits for its release, and those
    /// of callers from outside.
    private static final Set<String> OTHER_THREADS =
            Set.of("jevent.kernel.Watchdog", "jevent.kernel.Rescue", "jevent.kernel.ForeignStrand");

    @ParameterizedTest
    @MethodSource("jevent.bridge.BlockingMethod#all")
    void isThere(BlockingMethod listed) throws ClassNotFoundException {
        Method[] methods = Class.forName(listed.type()).getDeclaredMethods();

        assertThat(methods).extracting(Method::getName).contains(listed.name());
    }

    @Test
    void everyMethodThatParksIsListed() {
        assertThat(parking()).isNotEmpty().isSubsetOf(BlockingMethod.all());
    }

    private static Stream<BlockingMethod> parking() {
        var runtime = BlockingMethod.class.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter()
                .importUrl(runtime).stream()
                        .filter(type -> !OTHER_THREADS.contains(type.getName()))
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(BlockingMethodTest::parks)
                        .map(JavaMethodCall::getOrigin)
                        .map(it -> new BlockingMethod(it.getOwner().getName(), it.getName()));
    }

    private static boolean parks(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(LockSupport.class)
                && call.getName().startsWith("park");
    }
}
