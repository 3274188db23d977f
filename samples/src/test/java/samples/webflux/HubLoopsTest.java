package samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.reactor.netty.HubLoopResources;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/// The loops that servers and clients of a Spring application ask for are hubs.
class HubLoopsTest {

    @Test
    void theyAreHubsAndCloseWithTheContext() {
        HubLoopResources loops;
        try (var context = new AnnotationConfigApplicationContext(HubLoops.class)) {
            loops = context.getBean(HubLoopResources.class);
            assertThat(context.getBean(ReactorResourceFactory.class).getLoopResources())
                    .isSameAs(loops);
            assertThat(loops.isDisposed()).isFalse();
        }
        assertThat(loops.isDisposed()).isTrue();
    }
}
