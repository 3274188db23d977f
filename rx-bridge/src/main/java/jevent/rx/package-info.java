/// The bridge to RxJava 3.
///
/// [Singles], [Maybes], [Completables], [Flowables], [Observables] and [HubScheduler] are all that
/// one calls. The rest are RxJava's native observers, subscribers and subscriptions, each a thin
/// coat over `jevent.bridge`.
package jevent.rx;
