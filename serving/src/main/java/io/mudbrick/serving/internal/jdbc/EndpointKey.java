package io.mudbrick.serving.internal.jdbc;

/** An endpoint of some workspace. */
public record EndpointKey(String workspaceId, String endpoint) {}
