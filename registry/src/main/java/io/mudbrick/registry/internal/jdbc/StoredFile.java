package io.mudbrick.registry.internal.jdbc;

/** Where a file of a version that is READY lies. */
public record StoredFile(String modelId, long version, String path) {}
