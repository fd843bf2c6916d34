/**
 * Traces: what an application did to answer a request, as a tree of spans, and how people and
 * judges assess it. Enter by {@link io.mudbrick.tracking.Tracking#traces()}.
 */
@NullMarked
package io.mudbrick.tracking.traces;

import org.jspecify.annotations.NullMarked;
