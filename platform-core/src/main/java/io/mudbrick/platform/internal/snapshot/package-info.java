/** A workspace set back to an earlier state: its rows, its files, and who must wait meanwhile. */
@NullMarked
package io.mudbrick.platform.internal.snapshot;

import org.jspecify.annotations.NullMarked;
