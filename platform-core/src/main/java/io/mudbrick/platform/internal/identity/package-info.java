/** Internal: the engine's side of {@code io.mudbrick.platform.identity}. */
@NullMarked
package io.mudbrick.platform.internal.identity;

import org.jspecify.annotations.NullMarked;
