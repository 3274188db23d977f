import org.jspecify.annotations.NullMarked;

/// Reactor and greenlets: await a `Mono`, iterate a `Flux`, serve as one.
@NullMarked
module jevent.reactor {
    requires static transitive org.jspecify;
    requires transitive jevent;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;

    exports jevent.reactor;
}
