/** Internal: not for users. */
@NullMarked
package io.mudbrick.platform.internal.json;

import org.jspecify.annotations.NullMarked;
