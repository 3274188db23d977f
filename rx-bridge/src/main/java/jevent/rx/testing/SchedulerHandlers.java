package jevent.rx.testing;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import org.jspecify.annotations.Nullable;

/// What `RxJavaPlugins` makes of the four default schedulers; null leaves one as it is.
record SchedulerHandlers(
        @Nullable Function<? super Scheduler, ? extends Scheduler> computation,
        @Nullable Function<? super Scheduler, ? extends Scheduler> io,
        @Nullable Function<? super Scheduler, ? extends Scheduler> newThread,
        @Nullable Function<? super Scheduler, ? extends Scheduler> single) {

    /// Those that are set now.
    static SchedulerHandlers current() {
        return new SchedulerHandlers(
                RxJavaPlugins.getComputationSchedulerHandler(),
                RxJavaPlugins.getIoSchedulerHandler(),
                RxJavaPlugins.getNewThreadSchedulerHandler(),
                RxJavaPlugins.getSingleSchedulerHandler());
    }

    /// All four are `scheduler`.
    static SchedulerHandlers all(Scheduler scheduler) {
        Function<Scheduler, Scheduler> handler = real -> scheduler;
        return new SchedulerHandlers(handler, handler, handler, handler);
    }

    void set() {
        RxJavaPlugins.setComputationSchedulerHandler(computation);
        RxJavaPlugins.setIoSchedulerHandler(io);
        RxJavaPlugins.setNewThreadSchedulerHandler(newThread);
        RxJavaPlugins.setSingleSchedulerHandler(single);
    }
}
