package jevent.reactor.testing;

import jevent.Hub;
import jevent.reactor.HubScheduler;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.util.concurrent.ThreadFactory;

/// Makes every scheduler of Reactor a hub.
record HubFactory(Hub hub) implements Schedulers.Factory {

    @Override
    public Scheduler newBoundedElastic(
            int threadCap, int queuedTaskCap, ThreadFactory threadFactory, int ttlSeconds) {
        return HubScheduler.of(hub);
    }

    @Override
    public Scheduler newThreadPerTaskBoundedElastic(
            int threadCap, int queuedTaskCap, ThreadFactory threadFactory) {
        return HubScheduler.of(hub);
    }

    @Override
    public Scheduler newParallel(int parallelism, ThreadFactory threadFactory) {
        return HubScheduler.of(hub);
    }

    @Override
    public Scheduler newSingle(ThreadFactory threadFactory) {
        return HubScheduler.of(hub);
    }
}
