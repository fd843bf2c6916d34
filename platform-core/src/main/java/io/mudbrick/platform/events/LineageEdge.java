package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;
import java.time.Instant;

/** Published when data or a model flowed from one entity into another. */
public record LineageEdge(EntityRef source, EntityRef target, Caller caller, Instant at) {}
