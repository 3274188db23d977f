/// Money that moves between accounts of a real PostgreSQL while the greenlets that move it are
/// killed and timed out: the proof that a driver and its pool survive that.
@NullMarked
package samples.bank;

import org.jspecify.annotations.NullMarked;
