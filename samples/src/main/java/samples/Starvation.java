package samples;

import jevent.Green;
import jevent.Hub;

import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// A greenlet that computes and never waits starves all others of its hub. Two cures: to yield now
/// and then, or to compute on a hub with a thread of its own.
public final class Starvation {

    private static final int LIMIT = 500_000;
    private static final int SLICE = LIMIT / 10;

    private int turns;

    void main() {
        var other = Green.spawn(this::takeTurns);
        report("while one computes", () -> primes(0, LIMIT));
        report("while one computes, and yields after each tenth", this::yielding);
        report("while one computes on a hub of its own", this::elsewhere);
        other.kill();
    }

    private void takeTurns() {
        while (true) {
            turns++;
            Green.yieldNow();
        }
    }

    private void report(String when, Callable<Long> work) {
        var computing =
                Green.spawn(() -> {
                    var before = turns;
                    work.call();
                    return turns - before;
                });
        int had = computing.get();
        IO.println(when + ", the other has " + (had > 10 ? "many" : had) + " turns");
    }

    private long yielding() {
        var primes = 0L;
        for (var from = 0; from < LIMIT; from += SLICE) {
            primes += primes(from, from + SLICE);
            Green.yieldNow();
        }
        return primes;
    }

    private long elsewhere() {
        try (var other = Hub.open("arithmetic")) {
            return other.run(() -> primes(0, LIMIT));
        }
    }

    private static long primes(int from, int to) {
        return IntStream.range(Math.max(from, 2), to).filter(Starvation::isPrime).count();
    }

    private static boolean isPrime(int n) {
        return IntStream.rangeClosed(2, (int) Math.sqrt(n)).allMatch(divisor -> n % divisor != 0);
    }
}
