/** {@code mudbrick catalog}. */
@NullMarked
package io.mudbrick.catalog.cli;

import org.jspecify.annotations.NullMarked;
