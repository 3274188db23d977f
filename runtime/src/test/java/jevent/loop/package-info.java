/// The event loop: timers, watchers, and everybody's share.
@NullMarked
package jevent.loop;

import org.jspecify.annotations.NullMarked;
