package jevent;

import jevent.loop.Alarm;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/// What most greenlets never have: a number, a name, an alarm that starts them.
final class Extras {

    private static final AtomicLong IDS = new AtomicLong();

    final long id = IDS.incrementAndGet();

    /// Any thread; the last one wins.
    volatile @Nullable String name;

    /// On the hub only.
    @Nullable Alarm startAlarm;
}
