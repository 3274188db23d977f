package jevent.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Greenlet;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ReactiveAdapterRegistry;

/// How a registry comes to know our types: by an import, or by Spring Boot alone.
class GreenletConfigurationTest {

    /// What WebFlux does: a registry of its own, as a bean.
    @Configuration(proxyBeanMethods = false)
    static class WithRegistry {

        @Bean
        ReactiveAdapterRegistry webFluxAdapterRegistry() {
            return new ReactiveAdapterRegistry();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({WithRegistry.class, GreenletConfiguration.class})
    static class Imported {}

    @Configuration(proxyBeanMethods = false)
    @Import(WithRegistry.class)
    @EnableAutoConfiguration
    static class Booted {}

    @Test
    void withoutItTheRegistryDoesNotKnowUs() {
        try (var context = new AnnotationConfigApplicationContext(WithRegistry.class)) {
            var registry = context.getBean(ReactiveAdapterRegistry.class);

            assertThat(registry.getAdapter(Greenlet.class)).isNull();
        }
    }

    @Test
    void importedItTellsTheContextsRegistryAndTheSharedOne() {
        try (var context = new AnnotationConfigApplicationContext(Imported.class)) {
            knowsUs(context.getBean(ReactiveAdapterRegistry.class));
            knowsUs(ReactiveAdapterRegistry.getSharedInstance());
        }
    }

    @Test
    void bootFindsItByItself() {
        try (var context = new AnnotationConfigApplicationContext(Booted.class)) {
            knowsUs(context.getBean(ReactiveAdapterRegistry.class));
        }
    }

    private static void knowsUs(ReactiveAdapterRegistry registry) {
        assertThat(registry.getAdapter(Greenlet.class)).isNotNull();
        assertThat(registry.getAdapter(AsyncResult.class)).isNotNull();
        assertThat(registry.getAdapter(Queue.class)).isNotNull();
    }
}
