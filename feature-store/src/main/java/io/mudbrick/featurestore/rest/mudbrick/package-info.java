/** {@code /api/2.0/mudbrick/feature-store}: what Databricks' face does not have. */
@NullMarked
package io.mudbrick.featurestore.rest.mudbrick;

import org.jspecify.annotations.NullMarked;
