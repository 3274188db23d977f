package jevent.reactor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

import reactor.core.scheduler.Schedulers;

import java.util.ArrayList;
import java.util.List;

/// What a [ReactorTest] leaves behind: nothing.
@GreenTest
class ReactorTestExtensionTest {

    private final List<Object> log = new ArrayList<>();

    private static void intercept(Invocation<Void> test) throws Throwable {
        new ReactorTestExtension().interceptTestMethod(test, null, null);
    }

    @Test
    void afterwardsTheSchedulersAreWhatTheyWere(TestHub hub) throws Throwable {
        var before = Schedulers.parallel();

        intercept(() -> {
            log.add(Schedulers.parallel() == before);
            log.add(Green.current().hub() == hub.hub());
            return null;
        });

        assertThat(log).containsExactly(false, true);
        assertThat(Schedulers.parallel()).isSameAs(before);
        assertThat(before.isDisposed()).isFalse();
    }

    @Test
    void theTestsFailureIsThrownAsItIs() {
        var before = Schedulers.parallel();
        var failure = new AssertionError("of the test");

        assertThatThrownBy(() ->
                        intercept(() -> {
                            throw failure;
                        }))
                .isSameAs(failure);

        assertThat(Schedulers.parallel()).isSameAs(before);
    }
}
