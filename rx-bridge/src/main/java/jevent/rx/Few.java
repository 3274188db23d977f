package jevent.rx;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.NoSuchElementException;

/// Waits for one element of a source of many. The messages name the rule that was broken.
final class Few {

    private Few() {}

    /// @param element the first or last one, if there is any
    static <T> T one(Maybe<? extends T> element, String rule, Object source) {
        T found = Maybes.await(element);
        if (found == null) {
            throw none(rule, source);
        }
        return found;
    }

    /// @param two the first two elements, if there are as many
    static <T> T only(Single<? extends List<? extends T>> two, Object source) {
        T found = onlyOrNull(two, "single", source);
        if (found == null) {
            throw none("single", source);
        }
        return found;
    }

    /// @param two the first two elements, if there are as many
    static <T> @Nullable T onlyOrNull(
            Single<? extends List<? extends T>> two, String rule, Object source) {
        List<? extends T> found = Singles.await(two);
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    rule + ": " + source + " has more than one element; for the first use first");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private static NoSuchElementException none(String rule, Object source) {
        return new NoSuchElementException(
                rule
                        + ": "
                        + source
                        + " has ended without an element; if it may, use "
                        + rule
                        + "OrNull");
    }
}
