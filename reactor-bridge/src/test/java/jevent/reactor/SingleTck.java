package jevent.reactor;

/// As [PublisherTck], for publishers of one value at most.
abstract class SingleTck extends PublisherTck {
    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
