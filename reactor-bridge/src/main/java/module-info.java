import org.jspecify.annotations.NullMarked;

/// Reactor and greenlets: await a `Mono`, iterate a `Flux`, serve as one.
@NullMarked
module jevent.reactor {
    requires static transitive org.jspecify;
    requires transitive jevent;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;
    requires static transitive io.netty.common;
    requires static transitive io.netty.transport;
    requires static transitive reactor.netty.core;
    requires static transitive reactor.netty.http;

    exports jevent.reactor;
    exports jevent.reactor.netty;
}
