/** Tests of the catalog. */
@NullMarked
package io.mudbrick.catalog;

import org.jspecify.annotations.NullMarked;
