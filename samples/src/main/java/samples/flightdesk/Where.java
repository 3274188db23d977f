package samples.flightdesk;

import jevent.Green;
import jevent.Hub;
import jevent.Mode;
import jevent.reactor.netty.HubLoopResources;

import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import java.util.function.Function;

/// Which thread carries the desk's greenlets.
public enum Where {
    /// That of reactor-netty's event loop: no request changes its thread.
    netty {
        @Override
        public <T> T run(Function<LoopResources, T> desk) {
            try (var loops = HubLoopResources.create("desk", 1)) {
                return loops.hubs().getFirst().run(() -> desk.apply(loops));
            }
        }
    },

    /// Their own, beside reactor-netty's event loops.
    own {
        @Override
        public <T> T run(Function<LoopResources, T> desk) {
            return Green.run(() -> desk.apply(HttpResources.get()));
        }
    };

    /// Runs the desk in a greenlet, with the event loops for its servers and clients.
    public abstract <T> T run(Function<LoopResources, T> desk);

    public static Where best() {
        return Hub.mode() == Mode.CARRIER ? netty : own;
    }
}
