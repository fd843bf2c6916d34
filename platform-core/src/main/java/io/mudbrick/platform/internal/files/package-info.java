/** Internal: the engine's side of {@code io.mudbrick.platform.files}. */
@NullMarked
package io.mudbrick.platform.internal.files;

import org.jspecify.annotations.NullMarked;
