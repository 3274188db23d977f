package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// Which strand a platform thread is.
final class Bindings {

    private static final ThreadLocal<@Nullable Strand> STRAND = new ThreadLocal<>();

    private Bindings() {}

    static @Nullable Strand get() {
        return STRAND.get();
    }

    static void set(@Nullable Strand strand) {
        if (strand == null) {
            STRAND.remove();
        } else {
            STRAND.set(strand);
        }
    }
}
