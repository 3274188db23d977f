/// A helpline on Spring WebFlux, without Spring Boot: [samples.webflux.Questions] is the
/// controller, [samples.webflux.HelplineConfiguration] what Spring is told,
/// [samples.webflux.HelplineServer] what reactor-netty serves, [samples.webflux.Caller] a client
/// and [samples.webflux.Helpline] the program.
@NullMarked
package samples.webflux;

import org.jspecify.annotations.NullMarked;
