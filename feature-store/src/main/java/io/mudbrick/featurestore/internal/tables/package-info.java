/** Feature tables in the catalog. */
@NullMarked
package io.mudbrick.featurestore.internal.tables;

import org.jspecify.annotations.NullMarked;
