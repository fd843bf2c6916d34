/** The views of {@code information_schema}. */
@NullMarked
package io.mudbrick.catalog.internal.information;

import org.jspecify.annotations.NullMarked;
