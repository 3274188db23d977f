package samples;

import jevent.Green;
import jevent.Timeout;

import java.time.Duration;

/// A timeout around a slow call: with a fallback, by hand, and one inside another.
public final class SlowCall {

    void main() {
        IO.println("with a fallback: " + withFallback());
        IO.println("by hand: " + byHand());
        IO.println("nested: " + nested());
    }

    /// Takes a minute.
    private static String slowCall() {
        try {
            Green.sleep(Duration.ofMinutes(1));
            return "an answer";
        } finally {
            IO.println("  (the slow call is over)");
        }
    }

    private String withFallback() {
        return Timeout.callOr(Duration.ofSeconds(1), "no answer", SlowCall::slowCall);
    }

    private String byHand() {
        var limit = Timeout.of(Duration.ofSeconds(1));
        try (limit) {
            limit.start();
            return slowCall();
        } catch (Timeout over) {
            if (over != limit) {
                throw over; // somebody else's: not ours to handle
            }
            return "no answer, " + over.getMessage();
        }
    }

    /// The outer timeout comes first, and the inner fallback does not swallow it.
    private String nested() {
        return Timeout.callOr(
                Duration.ofSeconds(1),
                "the outer limit was shorter",
                () ->
                        Timeout.callOr(
                                Duration.ofSeconds(5), "the inner one was", SlowCall::slowCall));
    }
}
