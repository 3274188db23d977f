package jevent.bridge;

import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;

/// Which element of a publisher a greenlet waits for, and what is said if there is none, or a
/// second one.
///
/// For authors of bridges; the messages name the rule that was broken and what to use instead.
public enum Pick {

    /// The only one that the publisher may send.
    VALUE(Long.MAX_VALUE),

    /// The first; the rest is not even asked for.
    FIRST(1),

    /// The last; those before are discarded.
    LAST(Long.MAX_VALUE),

    /// The only one; a second is an error.
    SINGLE(Long.MAX_VALUE);

    private final long demand;

    Pick(long demand) {
        this.demand = demand;
    }

    /// How many elements are requested.
    public long demand() {
        return demand;
    }

    /// The element, which has to be there.
    ///
    /// @throws NoSuchElementException if there is none
    public <T> T ensurePresent(@Nullable T item, Object source) {
        if (item == null) {
            throw new NoSuchElementException(
                    this
                            + ": "
                            + source
                            + " has ended without an element; if it may, use "
                            + this
                            + "OrNull");
        }
        return item;
    }

    /// What a second element is answered with.
    public IllegalArgumentException tooMany(Object source) {
        return new IllegalArgumentException(
                this + ": " + source + " has more than one element; for the first use first");
    }

    /// The name of the method that users call.
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
