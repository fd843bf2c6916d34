/** Internal: what spans say, from OpenTelemetry's conventions to what MLflow keeps of a trace. */
@NullMarked
package io.mudbrick.tracking.internal.trace;

import org.jspecify.annotations.NullMarked;
