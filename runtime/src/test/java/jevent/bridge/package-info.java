/// What bridges stand on.
@NullMarked
package jevent.bridge;

import org.jspecify.annotations.NullMarked;
