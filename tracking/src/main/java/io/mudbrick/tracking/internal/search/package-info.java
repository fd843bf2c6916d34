/** Internal: the language of filters and orders, from text to a checked tree. */
@NullMarked
package io.mudbrick.tracking.internal.search;

import org.jspecify.annotations.NullMarked;
