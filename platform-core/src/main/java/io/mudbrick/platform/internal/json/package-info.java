/** Internal: the one Jackson set-up. */
@NullMarked
package io.mudbrick.platform.internal.json;

import org.jspecify.annotations.NullMarked;
