package samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.rx.Flowables;
import jevent.rx.Singles;
import jevent.rx.testing.RxTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The example of `docs/testing.md` for greenlets and RxJava on one clock.
@RxTest
class QuotesTest {

    /// A quote every minute.
    static Flowable<Integer> quotes(Single<Integer> quote) {
        return Flowables.from(out -> {
            while (true) {
                out.send(Singles.await(quote));
                Green.sleep(Duration.ofMinutes(1));
            }
        });
    }

    @Test
    void quotesEveryMinute(TestHub hub) {
        var slow = Single.just(42).delay(3, TimeUnit.SECONDS);

        assertThat(Singles.await(quotes(slow).take(2).toList())).containsExactly(42, 42);

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3 + 60 + 3));
    }
}
