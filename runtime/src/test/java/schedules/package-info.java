/// Explores the schedules of a few threads, one after the other, instead of waiting for the bad
/// one.
@NullMarked
package schedules;

import org.jspecify.annotations.NullMarked;
