package samples.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A bridge to a library that is none of ours does what the others do.
@GreenTest
class OwnBridgeTest {

    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void nothingIsDropped() {
        Later.DROPPED.clear();
    }

    /// Sends nothing, and says when it is cancelled.
    private Later<String> silent() {
        return subscriber -> subscriber.onSubscribe(() -> log.add("cancelled"));
    }

    @Test
    void aGreenletAwaitsWhatAnotherWorksOut() {
        Later<String> later =
                Laters.from(() -> {
                    Green.sleep(1);
                    return "it";
                });

        assertThat(Laters.<String>await(later)).isEqualTo("it");
    }

    @Test
    void anErrorIsTheVeryObject() {
        var failure = new IOException("its own");
        Later<String> later =
                Laters.from(() -> {
                    throw failure;
                });

        assertThatThrownBy(() -> Laters.<String>await(later)).isSameAs(failure);
        assertThat(Later.DROPPED).isEmpty();
    }

    @Test
    void aKillCancelsBeforeTheGreenletSeesIt() {
        var waiting =
                Green.spawn(() -> {
                    try {
                        Laters.<String>await(silent());
                    } finally {
                        log.add("finally");
                    }
                });
        Green.yieldNow();
        waiting.kill();

        assertThatThrownBy(waiting::get).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("cancelled", "finally");
    }

    @Test
    void cancelKillsTheGreenletOfABody() {
        Later<String> later =
                Laters.from(() -> {
                    try {
                        Green.sleep(3_600);
                        return "too late";
                    } finally {
                        log.add("finally");
                    }
                });
        var waiting = Green.spawn(() -> Laters.<String>await(later));
        Green.yieldNow();
        Green.yieldNow();
        waiting.kill();
        Green.sleep(1);

        assertThat(log).containsExactly("finally");
        assertThat(Later.DROPPED).isEmpty();
    }
}
