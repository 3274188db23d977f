package samples.webflux;

import jevent.reactor.netty.HubLoopResources;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/// Puts a whole Spring Boot application on event loops that are hubs: its server, and each
/// `WebClient`.
@Configuration(proxyBeanMethods = false)
class HubLoops {

    @Bean
    HubLoopResources loops() {
        return HubLoopResources.create("http");
    }

    @Bean
    ReactorResourceFactory reactorResourceFactory(HubLoopResources loops) {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResources(loops);
        return resources;
    }
}
