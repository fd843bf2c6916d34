/** The core's own resources of the Databricks REST API. */
@NullMarked
package io.mudbrick.platform.rest.databricks;

import org.jspecify.annotations.NullMarked;
