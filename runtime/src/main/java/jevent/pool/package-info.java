/// Greenlets that belong together: [jevent.pool.Group], and [jevent.pool.Pool] with a limit.
///
/// May import: `jevent`, `jevent.sync`.
package jevent.pool;
