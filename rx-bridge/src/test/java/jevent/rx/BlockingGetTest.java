package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.Hub;
import jevent.Mode;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// RxJava's own waits inside a greenlet, for what needs the greenlet's hub.
@GreenTest(realTime = true)
class BlockingGetTest {

    private final List<Object> log = new ArrayList<>();

    private Single<Integer> answer() {
        return Singles.from(() -> {
            log.add("asked");
            return 42;
        });
    }

    @Test
    void inCarrierModeItIsAnOrdinaryWait() {
        assumeTrue(Hub.mode() == Mode.CARRIER);

        assertThat(Green.spawn(() -> answer().blockingGet()).get()).isEqualTo(42);
    }

    @Test
    void inCarrierModeSoIsTheAwaitOfATestObserver() {
        assumeTrue(Hub.mode() == Mode.CARRIER);

        Green.spawn(
                        () -> {
                            answer().test().awaitDone(10, TimeUnit.SECONDS).assertResult(42);
                        })
                .get();

        assertThat(log).containsExactly("asked");
    }

    @Test
    void insideGreenBlockingItIsOneInBothModes() {
        Hub hub = Hub.current();

        int found =
                Green.<Integer>spawn(
                                () -> {
                                    var single = Singles.from(hub, () -> 42);
                                    return Green.<Integer>blocking(() -> single.blockingGet());
                                })
                        .get();

        assertThat(found).isEqualTo(42);
    }

    @Test
    void awaitIsOneInBothModes() {
        assertThat(Green.<Integer>spawn(() -> Singles.await(answer())).get()).isEqualTo(42);
    }

    // ---- where it keeps the hub

    /// Waits with RxJava's own means for what needs this hub, until a thread of RxJava ends that.
    private void assertNothingComes() {
        var needsUs = Singles.from(Hub.current(), () -> log.add("ran"));
        var limited = needsUs.timeout(50, TimeUnit.MILLISECONDS);

        assertThatThrownBy(limited::blockingGet).hasCauseInstanceOf(TimeoutException.class);
        var observer = needsUs.test().awaitDone(50, TimeUnit.MILLISECONDS);
        observer.dispose();

        observer.assertEmpty();
        Green.yieldNow();
        assertThat(log).isEmpty();
    }

    @Test
    void inBatonModeAGreenletKeepsTheHub() {
        assumeTrue(Hub.mode() == Mode.BATON);

        Green.spawn(this::assertNothingComes).get();
    }

    @Test
    void theThreadThatCarriesTheHubKeepsItInBothModes() {
        assertNothingComes();
    }
}
