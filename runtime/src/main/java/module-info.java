import org.jspecify.annotations.NullMarked;

/// gevent for the JVM: hubs, greenlets, and what they wait for. Start with [jevent.Green].
@NullMarked
module jevent {
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static jdk.unsupported;
    requires static jdk.management;

    exports jevent;
    exports jevent.bridge;
    exports jevent.flow;
    exports jevent.loop;
    exports jevent.net;
    exports jevent.pool;
    exports jevent.sync;
    exports jevent.testing;
}
