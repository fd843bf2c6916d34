/** Copies of a whole data directory, and the way back. */
@NullMarked
package io.mudbrick.platform.internal.backup;

import org.jspecify.annotations.NullMarked;
