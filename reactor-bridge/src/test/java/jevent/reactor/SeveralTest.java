package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Mono;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Several `Mono`s at once.
@GreenTest
class SeveralTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static Mono<String> after(int hours, String value) {
        return Mono.create(sink -> {
            var timer = Green.spawnLater(Duration.ofHours(hours), () -> sink.success(value));
            sink.onCancel(timer::killLater);
        });
    }

    @Test
    void allAreAwaitedAtOnceAndKeepTheirOrder(TestHub hub) {
        var all = Monos.<String>awaitAll(List.of(after(3, "a"), Mono.empty(), after(1, "b")));

        assertThat(all).containsExactly("a", null, "b");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(3));
        assertThat(Monos.<String>awaitAll(List.of())).isEmpty();
    }

    @Test
    void theFirstErrorCancelsTheRest(TestHub hub) {
        var failure = new IOException("one of them");
        var slow = PublisherProbe.of(after(9, "slow"));

        assertThatThrownBy(() ->
                        Monos.<String>awaitAll(
                                List.of(slow.mono(), after(1, "x").then(Mono.error(failure)))))
                .isSameAs(failure);

        slow.assertWasCancelled();
        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void allAreAwaitedToTheirEnd() {
        var script = Script.<String>quiet();
        var waiting = Green.spawn(() -> Monos.<String>awaitAll(List.of(script.mono())));
        Green.yieldNow();

        script.to().onNext("value");
        Green.yieldNow();
        assertThat(waiting.isReady()).isFalse();

        script.to().onComplete();
        assertThat(waiting.get()).containsExactly("value");
    }

    @Test
    void aKillCancelsAll() {
        var one = PublisherProbe.of(Mono.<String>never());
        var other = PublisherProbe.of(Mono.<String>never());
        var waiting = Green.spawn(() -> Monos.<String>awaitAll(List.of(one.mono(), other.mono())));
        Green.yieldNow();

        waiting.kill();

        one.assertWasCancelled();
        other.assertWasCancelled();
    }

    @Test
    void aRaceIsWonByTheFirstAndTheOthersAreCancelled(TestHub hub) {
        var slow = PublisherProbe.of(after(9, "slow"));

        assertThat(Monos.<String>race(List.of(slow.mono(), after(1, "quick")))).isEqualTo("quick");

        slow.assertWasCancelled();
        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRaceMayBeWonByAnErrorOrByNothing() {
        var failure = new IOException("first");

        assertThatThrownBy(() -> Monos.race(List.of(Mono.never(), Mono.error(failure))))
                .isSameAs(failure);
        assertThat(Monos.<String>race(List.of(Mono.never(), Mono.empty()))).isNull();
        assertThatThrownBy(() -> Monos.race(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
