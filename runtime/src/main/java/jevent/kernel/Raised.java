package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// Errors on their way to a fiber, first raised first.
record Raised(Throwable error, @Nullable Raised next) {

    static Raised append(@Nullable Raised list, Throwable last) {
        return list == null
                ? new Raised(last, null)
                : new Raised(list.error, append(list.next, last));
    }

    static @Nullable Raised without(@Nullable Raised list, Throwable gone) {
        if (list == null || list.error == gone) {
            return list == null ? null : list.next;
        }
        return new Raised(list.error, without(list.next, gone));
    }
}
