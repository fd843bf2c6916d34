/** The OpenTelemetry face of tracking: spans as plain exporters send them. */
@NullMarked
package io.mudbrick.tracking.rest.otlp;

import org.jspecify.annotations.NullMarked;
