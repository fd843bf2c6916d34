package io.mudbrick.tracking.traces;

import org.jspecify.annotations.Nullable;

/** Why a judge has no feedback to give. */
public record AssessmentError(
    String errorCode, @Nullable String errorMessage, @Nullable String stackTrace) {}
