/** Internal: the engine's side of {@code io.mudbrick.platform.sql}. */
@NullMarked
package io.mudbrick.platform.internal.sql;

import org.jspecify.annotations.NullMarked;
