/// Greenlets, hubs and timeouts: what the contract promises, and the traps that others fell into.
@NullMarked
package jevent;

import org.jspecify.annotations.NullMarked;
