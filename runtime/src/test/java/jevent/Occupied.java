package jevent;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Code that keeps a hub, outside the kernel's package.
public final class Occupied {

    private Occupied() {}

    public static void count(AtomicLong rounds, AtomicBoolean end) {
        while (!end.get()) {
            rounds.incrementAndGet();
        }
    }

    public static int read(InputStream in) throws IOException {
        return in.read();
    }
}
