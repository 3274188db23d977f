package jevent.kernel;

/// A strand in the queue of a primitive.
public class Wait extends WaitQueue.Node {

    private final Strand strand;
    private final Object target;

    /// @param target what is waited for; its `toString` is shown in dumps
    public Wait(Strand strand, Object target) {
        this.strand = strand;
        this.target = target;
    }

    /// A wait that others than the greenlets of this hub will settle.
    public static Wait outside(Strand strand, Object target) {
        return new Wait(strand, target) {
            @Override
            public boolean isOutside() {
                return true;
            }
        };
    }

    public final Strand strand() {
        return strand;
    }

    @Override
    public final void wake() {
        strand.wake();
    }

    @Override
    final boolean isNear() {
        return strand instanceof Addressee addressee && addressee.scheduler().holdsTurn();
    }

    @Override
    public String toString() {
        return Foreign.text(target);
    }
}
