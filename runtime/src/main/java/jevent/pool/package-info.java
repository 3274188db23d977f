/// Greenlets that belong together: those of a block of code in a [jevent.pool.Scope]; independent
/// ones in a [jevent.pool.Group], or in a [jevent.pool.Pool] with a limit.
///
/// May import: `jevent`, `jevent.sync`.
package jevent.pool;
