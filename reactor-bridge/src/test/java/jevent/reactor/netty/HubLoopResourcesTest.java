package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.HubClosed;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import java.time.Duration;

/// Event loops of hubs, before and after their time.
@GreenTest(realTime = true, limitSeconds = 60)
class HubLoopResourcesTest {

    private static final String CLOSED = "are closed: create other ones for this server or client";

    @Test
    void closedOnesBindNothing() {
        var loops = HubLoopResources.create("http", 1);
        loops.close();
        var server = HttpServer.create().runOn(loops).host("127.0.0.1").port(0);

        assertThatThrownBy(() -> server.bindNow(Duration.ofSeconds(30)))
                .hasMessageContaining(CLOSED);
        assertThatThrownBy(() -> loops.onServer(false)).isInstanceOf(HubClosed.class);
    }

    @Test
    void closedOnesConnectNothing() {
        var loops = HubLoopResources.create("http", 1);
        loops.close();
        assertThatThrownBy(() -> HttpClient.newConnection().runOn(loops))
                .isInstanceOf(HubClosed.class)
                .hasMessageContaining(CLOSED);
        assertThat(loops.isDisposed()).isTrue();
    }

    @Test
    void thereIsOneHubAtLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubLoopResources.create("http", 0))
                .withMessage("http needs at least one hub, not 0");
    }
}
