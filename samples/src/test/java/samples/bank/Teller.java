package samples.bank;

/// Moves money by one kind of driver; called in a greenlet that may be killed or timed out.
interface Teller {

    void move(Transfer transfer) throws Exception;

    /// Called when the money is on its way.
    default void halfWay(Transfer transfer) throws Exception {}

    /// How many connections of its pool are out.
    int lent();
}
