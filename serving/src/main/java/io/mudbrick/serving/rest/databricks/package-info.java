/** The Databricks face of serving: endpoints and their invocations. */
@NullMarked
package io.mudbrick.serving.rest.databricks;

import org.jspecify.annotations.NullMarked;
