package samples.webflux;

import jevent.Hub;
import jevent.reactor.spring.GreenletConfiguration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.EnableWebFlux;

/// What Spring is told.
@Configuration(proxyBeanMethods = false)
@EnableWebFlux
@Import(GreenletConfiguration.class)
class HelplineConfiguration {

    /// The controllers' greenlets run here; Spring closes it in the end.
    @Bean
    Hub hub() {
        return Hub.open("helpline");
    }

    @Bean
    Questions questions(Hub hub) {
        return new Questions(hub);
    }
}
