/// What drives the event loop: its selector, and what becomes of it.
@NullMarked
package jevent.engine;

import org.jspecify.annotations.NullMarked;
