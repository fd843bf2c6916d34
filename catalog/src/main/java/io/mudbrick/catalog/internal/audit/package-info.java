/** Internal: not for users. */
@NullMarked
package io.mudbrick.catalog.internal.audit;

import org.jspecify.annotations.NullMarked;
