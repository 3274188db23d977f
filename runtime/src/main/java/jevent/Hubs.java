package jevent;

import jevent.kernel.Machine;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// The hubs of this process, for code that looks for what hangs.
public final class Hubs {

    /// Opened when somebody first needs it.
    static final class Shared {
        static final Hub HUB = open();

        private static Hub open() {
            Hub hub = Hub.open("shared");
            shared = hub;
            return hub;
        }

        private Shared() {}
    }

    private static final ThreadLocal<@Nullable Hub> HOSTED = new ThreadLocal<>();
    private static final List<WeakReference<Hub>> ALL = new CopyOnWriteArrayList<>();

    private static volatile @Nullable Hub shared;

    static { // what the kernel cannot know: the name of the error
        Machine.onForeignInterrupt(thread -> new GreenletExit("interrupted"));
    }

    private Hubs() {}

    /// The shared hub, if somebody has needed it.
    static @Nullable Hub sharedIfOpen() {
        return shared;
    }

    static void add(Hub hub) {
        ALL.removeIf(reference -> reference.get() == null);
        ALL.add(new WeakReference<>(hub));
    }

    static void remove(Hub hub) {
        ALL.removeIf(reference -> reference.get() == null || reference.get() == hub);
    }

    /// The hubs that have not stopped, oldest first.
    public static List<Hub> all() {
        List<Hub> hubs = new ArrayList<>();
        for (WeakReference<Hub> reference : ALL) {
            Hub hub = reference.get();
            if (hub != null) {
                hubs.add(hub);
            }
        }
        return hubs;
    }

    /// Every greenlet of every hub, as [Hub#dump] shows it.
    public static String dump() {
        return all().stream().map(Hub::dump).collect(Collectors.joining());
    }

    /// The hub that the calling thread hosts, or null.
    static @Nullable Hub hosted() {
        return HOSTED.get();
    }

    static void host(Hub hub) {
        HOSTED.set(hub);
    }

    static void unhost(Hub hub) {
        if (HOSTED.get() == hub) {
            HOSTED.remove();
        }
    }
}
