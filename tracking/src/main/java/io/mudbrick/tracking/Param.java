package io.mudbrick.tracking;

/** An input of a run; once logged its value cannot change. */
public record Param(String key, String value) {}
