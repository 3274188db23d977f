package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// A Netty that is too old is told in words.
class NettyVersionTest {

    @Test
    void whatDoesNotLinkIsExplained() {
        var closed = new IncompatibleClassChangeError("cannot inherit from final class");

        assertThatThrownBy(() ->
                        NettyVersion.explain(() -> {
                            throw closed;
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "hubs as event loops need Netty 4\\.2\\.9 or newer, and the one on the class"
                                + " path is 4\\.2\\.\\d+\\.Final: .*")
                .hasCause(closed);
    }

    @Test
    void whatLinksIsReturned() {
        assertThat(NettyVersion.<Object>explain(() -> HubEventLoop.class))
                .isSameAs(HubEventLoop.class);
    }
}
