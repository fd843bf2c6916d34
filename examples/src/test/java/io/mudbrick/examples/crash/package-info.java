/** A platform that is killed, cut off and starved of space, and what must be there afterwards. */
@NullMarked
package io.mudbrick.examples.crash;

import org.jspecify.annotations.NullMarked;
