/** SQL of features in the catalog. */
@NullMarked
package io.mudbrick.featurestore.internal.view.jdbc;

import org.jspecify.annotations.NullMarked;
