package samples.flightdesk;

import java.util.SplittableRandom;

/// What becomes of a request to the airport directory. It hangs on the seed, the request and the
/// airport alone, so a run can be repeated, and the [Oracle] can know.
enum Fate {
    PROMPT,
    LATE,
    BROKEN;

    static Fate of(long seed, long request, String iata) {
        var dice = new SplittableRandom(31 * (31 * seed + request) + iata.hashCode());
        var roll = dice.nextInt(100);
        return roll < 4 ? LATE : roll < 7 ? BROKEN : PROMPT;
    }
}
