/** Typed domain events on one synchronous bus, and the entities that lineage and audit speak of. */
@NullMarked
package io.mudbrick.platform.events;

import org.jspecify.annotations.NullMarked;
