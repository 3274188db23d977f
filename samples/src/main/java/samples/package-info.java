/// The classics, one idea a file, in the order in which one would read them: [samples.Pages],
/// [samples.Sleepers], [samples.EventWaiters], [samples.PoolOfTwo], [samples.ProducerConsumer],
/// [samples.SlowCall], [samples.Starvation], [samples.Echo], and, below the scheduler,
/// [samples.PingPong]. `samples/run` lists them by name and runs them.
///
/// [samples.OneThread] is reactor-netty on a hub, [samples.webflux.Helpline] a Spring application,
/// and [samples.flightdesk.FlightDesk] puts it all together, with real servers and real data.
@NullMarked
package samples;

import org.jspecify.annotations.NullMarked;
