/// A flight desk: real data, a real database, two real HTTP servers and a feed, all reactive, all
/// driven by plain code.
///
/// ```text
///   Drive ──HTTP──▶ Desk ──┬─▶ Database    R2DBC, H2, a pool of sixteen connections
///   (64 greenlets)         ├─▶ Directory   reactor-netty's client ──HTTP──▶ DirectoryServer
///                          └─▶ Radar       an RxJava Flowable            (late or broken at times)
/// ```
///
/// Read [samples.flightdesk.RouteDesk] first: it asks all three at once and is twenty lines long.
/// Then [samples.flightdesk.DelayDesk], which streams rows at the client's pace, and
/// [samples.flightdesk.Database], whose connections are leased with `try`. [samples.flightdesk.Web]
/// is all that stands between reactor-netty and a greenlet. [samples.flightdesk.Drive] asks the
/// desk two thousand questions, after five hundred that warm it up and do not count, and
/// [samples.flightdesk.Oracle] knows the answers from the files alone.
@NullMarked
package samples.flightdesk;

import org.jspecify.annotations.NullMarked;
