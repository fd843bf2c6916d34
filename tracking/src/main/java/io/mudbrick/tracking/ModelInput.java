package io.mudbrick.tracking;

/** A logged model that a run read. */
public record ModelInput(String modelId) {}
