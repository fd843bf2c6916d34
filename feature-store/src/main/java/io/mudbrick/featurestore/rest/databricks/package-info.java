/** {@code /api/2.0/feature-store}, as the Databricks SDKs call it. */
@NullMarked
package io.mudbrick.featurestore.rest.databricks;

import org.jspecify.annotations.NullMarked;
