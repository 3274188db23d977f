package jevent.kernel;

/// A strand in the queue of a primitive.
public class Wait extends WaitQueue.Node {

    private final Strand strand;
    private final Object target;
    private final boolean outside;

    /// @param target what is waited for; its `toString` is shown in dumps
    public Wait(Strand strand, Object target) {
        this(strand, target, false);
    }

    /// @param outside whether others than the greenlets of this hub will settle it
    public Wait(Strand strand, Object target, boolean outside) {
        this.strand = strand;
        this.target = target;
        this.outside = outside;
    }

    public final Strand strand() {
        return strand;
    }

    @Override
    public final void wake() {
        strand.wake();
    }

    @Override
    public final boolean isOutside() {
        return outside;
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
