/// Sockets for greenlets: the thread of the hub never waits for one of them.
///
/// [jevent.net.TcpStream] is a connection, [jevent.net.TcpListener] waits for connections, and
/// [jevent.net.StreamServer] gives each of them a greenlet.
///
/// A call tries first and waits only if it must. A socket belongs to the hub on which it was made;
/// one greenlet may read it while another one writes. What goes wrong with a connection is an
/// [java.io.IOException]; a kill and a `Timeout` pass through every wait.
///
/// May import: what `jevent`, `jevent.loop`, `jevent.sync` and `jevent.pool` make public.
package jevent.net;
