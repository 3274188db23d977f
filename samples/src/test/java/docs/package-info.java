/// The documents say what is true: their examples are compiled and run, their names and links
/// exist.
@NullMarked
package docs;

import org.jspecify.annotations.NullMarked;
