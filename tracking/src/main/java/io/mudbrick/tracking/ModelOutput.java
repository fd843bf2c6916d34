package io.mudbrick.tracking;

/** A logged model that a run made, and the step it made it at. */
public record ModelOutput(String modelId, long step) {}
