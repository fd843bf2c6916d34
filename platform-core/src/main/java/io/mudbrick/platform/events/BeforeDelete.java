package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;

/** Published before an entity is deleted; a listener vetoes it by throwing a PlatformException. */
public record BeforeDelete(EntityRef entity, Caller caller, boolean force) {}
