package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;

/**
 * Published before somebody is told of an entity that they did not ask for, as lineage does;
 * whoever keeps the entity vetoes by throwing a PlatformException when the caller may not see it.
 */
public record BeforeShow(EntityRef entity, Caller caller) {}
