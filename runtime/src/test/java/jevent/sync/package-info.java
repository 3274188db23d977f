/// What greenlets hand to each other: nothing is lost, doubled or overtaken.
@NullMarked
package jevent.sync;

import org.jspecify.annotations.NullMarked;
