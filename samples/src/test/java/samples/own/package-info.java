/// A bridge to a library of three interfaces, as one would write it for a real one.
@NullMarked
package samples.own;

import org.jspecify.annotations.NullMarked;
