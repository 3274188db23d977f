/// Groups and pools: who is a member, and how many places are left.
@NullMarked
package jevent.pool;

import org.jspecify.annotations.NullMarked;
