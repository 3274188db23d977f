package jevent.rx.testing;

import jevent.Hub;
import jevent.rx.HubScheduler;
import jevent.testing.LibraryTestExtension;

/// Runs the tests that are marked with [RxTest]; JUnit makes it.
public final class RxTestExtension extends LibraryTestExtension {

    /// For JUnit.
    public RxTestExtension() {}

    @Override
    protected Runnable replaceSchedulers(Hub hub) {
        SchedulerHandlers real = SchedulerHandlers.current();
        SchedulerHandlers.all(HubScheduler.of(hub)).set();
        return real::set;
    }
}
