package jevent.rx.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

import java.util.ArrayList;
import java.util.List;

/// What an [RxTest] leaves behind: nothing.
@GreenTest
class RxTestExtensionTest {

    private final List<Object> log = new ArrayList<>();

    private static void intercept(Invocation<Void> test) throws Throwable {
        new RxTestExtension().interceptTestMethod(test, null, null);
    }

    private static List<Scheduler> schedulers() {
        return List.of(
                Schedulers.computation(),
                Schedulers.io(),
                Schedulers.newThread(),
                Schedulers.single());
    }

    @Test
    void afterwardsTheSchedulersAreWhatTheyWere(TestHub hub) throws Throwable {
        var before = schedulers();

        intercept(() -> {
            log.addAll(schedulers());
            log.add(Green.current().hub() == hub.hub());
            return null;
        });

        assertThat(log).hasSize(5).doesNotContainAnyElementsOf(before).endsWith(true);
        assertThat(schedulers()).isEqualTo(before);
    }

    @Test
    void aHandlerThatWasSetBeforeIsSetAgain() throws Throwable {
        Function<Scheduler, Scheduler> own = real -> Schedulers.trampoline();
        RxJavaPlugins.setIoSchedulerHandler(own);
        try {
            intercept(() -> {
                log.add(Schedulers.io());
                return null;
            });

            assertThat(log).doesNotContain(Schedulers.trampoline());
            assertThat(RxJavaPlugins.getIoSchedulerHandler()).isSameAs(own);
        } finally {
            RxJavaPlugins.setIoSchedulerHandler(null);
        }
    }

    @Test
    void theTestsFailureIsThrownAsItIs() {
        var before = schedulers();
        var failure = new AssertionError("of the test");

        assertThatThrownBy(() ->
                        intercept(() -> {
                            throw failure;
                        }))
                .isSameAs(failure);

        assertThat(schedulers()).isEqualTo(before);
    }
}
