/** Internal: the engine's side of {@code io.mudbrick.platform.http}. */
@NullMarked
package io.mudbrick.platform.internal.http;

import org.jspecify.annotations.NullMarked;
