package jevent.reactor.netty;

import io.netty.util.Version;

import java.util.function.Supplier;

/// Says in plain words that the Netty on the path is too old, where a linkage error would not. That
/// is found out by trying: [HubEventLoop] extends a class of Netty's that was closed before 4.2.9,
/// and did not exist before 4.2.
final class NettyVersion {

    private static final String LEAST = "4.2.9";

    private NettyVersion() {}

    /// Returns what `made` returns, or explains why that cannot be made.
    ///
    /// @throws IllegalStateException if Netty is too old
    static <T> T explain(Supplier<T> made) {
        try {
            return made.get();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "hubs as event loops need Netty "
                            + LEAST
                            + " or newer, and the one on the class path is "
                            + found()
                            + ": set its version (netty.version with Spring Boot), or serve from"
                            + " reactor-netty's own event loops",
                    e);
        }
    }

    private static String found() {
        Version transport = Version.identify().get("netty-transport");
        return transport == null ? "older" : transport.artifactVersion();
    }
}
