package jevent.reactor.testing;

import jevent.Hub;
import jevent.testing.LibraryTestExtension;

import reactor.core.scheduler.Schedulers;

/// Runs the tests that are marked with [ReactorTest]; JUnit makes it.
public final class ReactorTestExtension extends LibraryTestExtension {

    /// For JUnit.
    public ReactorTestExtension() {}

    @Override
    protected Runnable replaceSchedulers(Hub hub) {
        Schedulers.Snapshot real = Schedulers.setFactoryWithSnapshot(new HubFactory(hub));
        return () -> Schedulers.resetFrom(real);
    }
}
