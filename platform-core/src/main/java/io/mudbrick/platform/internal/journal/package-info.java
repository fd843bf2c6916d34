/** Internal: the engine's side of {@code io.mudbrick.platform.journal}. */
@NullMarked
package io.mudbrick.platform.internal.journal;

import org.jspecify.annotations.NullMarked;
