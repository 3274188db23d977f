package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.concurrent.CompletableFuture;

/// RxJava's own rule about threads that must not block, which is off unless it is asked for.
@GreenTest
@ExtendWith(Undeliverable.class)
class SingleAwaitThreadTest {

    @BeforeEach
    void failOnNonBlockingSchedulers() {
        RxJavaPlugins.setFailOnNonBlockingScheduler(true);
    }

    private static Throwable refusal(Runnable body) {
        var result = new CompletableFuture<Throwable>();
        Schedulers.computation()
                .scheduleDirect(() -> {
                    try {
                        body.run();
                        result.complete(null);
                    } catch (Throwable e) {
                        result.complete(e);
                    }
                });
        return result.join();
    }

    @Test
    void aThreadThatMustNotBlockIsRefused() {
        var source = new ManualSingle<String>();

        Throwable refusal = refusal(() -> Singles.await(source));

        assertThat(refusal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RxComputation")
                .hasMessageContaining("must not block");
        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void aReadyValueIsReturnedThere() {
        assertThat(refusal(() -> Singles.await(Single.just(1)))).isNull();
    }

    @Test
    void aVirtualThreadThatWasStartedThereMayWait() {
        var answer = new CompletableFuture<String>();
        var source = Single.just("x").observeOn(Schedulers.single());
        refusal(() -> Thread.ofVirtual().start(() -> answer.complete(Singles.await(source))));

        assertThat(answer.join()).isEqualTo("x");
    }

    @Test
    void aGreenletMayWait() {
        var source = Single.just("x").observeOn(Schedulers.single());

        assertThat(Green.spawn(() -> Singles.await(source)).get()).isEqualTo("x");
    }

    @Test
    void theApplicationsOwnRuleIsAsked() {
        RxJavaPlugins.setOnBeforeBlocking(() -> true);
        var source = new ManualSingle<String>();
        var greenlet = Green.spawn(() -> Singles.await(source)).named("reader");
        greenlet.rawLink(() -> {});
        greenlet.join();

        assertThat(greenlet.failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ManualSingle")
                .hasMessageContaining("on reader");
        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void withoutTheRuleSuchAThreadWaits() {
        RxJavaPlugins.setFailOnNonBlockingScheduler(false);
        var source = Single.just("x").observeOn(Schedulers.single());

        assertThat(refusal(() -> Singles.await(source))).isNull();
    }

    @Test
    void aLoopOnSuchAThreadIsRefusedWhenItHasToWait() {
        var source = new ManualFlowable<String>();

        Throwable refusal = refusal(() -> Flowables.iterate(source).forEach(item -> {}));

        assertThat(refusal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not block");
        assertThat(source.log).containsExactly("request(128)", "cancel");
        assertThat(refusal(() -> Flowables.iterate(Flowable.just(1)).forEach(item -> {}))).isNull();
    }
}
