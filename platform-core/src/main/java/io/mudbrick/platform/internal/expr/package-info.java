/** Internal: not for users. */
@NullMarked
package io.mudbrick.platform.internal.expr;

import org.jspecify.annotations.NullMarked;
