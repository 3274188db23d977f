package samples;

import jevent.Green;
import jevent.Timeout;
import jevent.reactor.Monos;

import reactor.core.publisher.Mono;

import java.time.Duration;

/// Two greenlets: one waits for a `Mono`, but not for ever; the other one is not held up.
public final class Hello {

    void main() {
        var late = Mono.delay(Duration.ofDays(1)).thenReturn("hello at last");
        var other = Green.spawn(() -> IO.println("meanwhile, the other one has its turn"));
        var answer = Timeout.callOr(Duration.ofMillis(150), "a fallback", () -> Monos.await(late));
        IO.println(answer);
        other.join();
    }
}
