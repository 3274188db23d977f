/// The rules of the house, as tests: how sources are laid out, how long they may be, who may import
/// whom.
@NullMarked
package house;

import org.jspecify.annotations.NullMarked;
