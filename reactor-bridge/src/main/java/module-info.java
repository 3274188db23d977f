import jevent.reactor.blockhound.GreenletIntegration;

import org.jspecify.annotations.NullMarked;

import reactor.blockhound.integration.BlockHoundIntegration;

/// Reactor and greenlets: await a `Mono`, iterate a `Flux`, serve as one.
@NullMarked
module jevent.reactor {
    requires static org.jspecify;
    requires transitive jevent;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;
    requires static context.propagation;
    requires static io.netty.common;
    requires static io.netty.transport;
    requires static reactor.netty.core;
    requires static reactor.netty.http;
    requires static reactor.blockhound;
    requires static reactor.test;
    requires static org.junit.jupiter.api;
    requires static spring.beans;
    requires static spring.context;
    requires static spring.core;

    exports jevent.reactor;
    exports jevent.reactor.netty;
    exports jevent.reactor.spring;
    exports jevent.reactor.testing;

    provides BlockHoundIntegration with
            GreenletIntegration;
}
