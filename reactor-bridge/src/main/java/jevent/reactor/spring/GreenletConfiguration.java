package jevent.reactor.spring;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;

/// Registers our types wherever an application looks types up.
///
/// ```java
/// @Configuration
/// @EnableWebFlux
/// @Import(GreenletConfiguration.class)
/// class WebConfiguration {}
/// ```
///
/// WebFlux has a [ReactiveAdapterRegistry] of its own, a bean, for annotated controllers;
/// functional endpoints, HTTP interfaces, caching and transactions ask the shared one. The types
/// are registered with both. Spring Boot finds this configuration by itself.
///
/// A bean with a method that is `@Transactional` and returns one of our types is refused: what runs
/// in the greenlet would be outside of the transaction. Return a `Mono` of `Monos.from(() -> ...)`,
/// whose greenlet is inside.
@Configuration(proxyBeanMethods = false)
public final class GreenletConfiguration implements BeanPostProcessor {

    public GreenletConfiguration() {
        ReactiveAdapters.register(ReactiveAdapterRegistry.getSharedInstance());
    }

    /// @throws IllegalStateException if a method claims a transaction for a greenlet, which has
    ///   none
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        Transactions.refuseGreenlets(bean.getClass());
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ReactiveAdapterRegistry registry) {
            ReactiveAdapters.register(registry);
        }
        return bean;
    }
}
