/** Finding securables by words. */
@NullMarked
package io.mudbrick.catalog.internal.search;

import org.jspecify.annotations.NullMarked;
