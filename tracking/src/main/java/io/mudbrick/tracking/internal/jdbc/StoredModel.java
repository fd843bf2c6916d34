package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.LoggedModelInfo;

/** A logged model, its short number, and where its files really are. */
public record StoredModel(
    long number, long experiment, LoggedModelInfo info, ArtifactPlace place) {}
