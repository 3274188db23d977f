/// Stages and publishers of the JDK.
@NullMarked
package jevent.flow;

import org.jspecify.annotations.NullMarked;
