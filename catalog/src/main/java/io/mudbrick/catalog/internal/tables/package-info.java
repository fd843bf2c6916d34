/** Internal: not for users. */
@NullMarked
package io.mudbrick.catalog.internal.tables;

import org.jspecify.annotations.NullMarked;
