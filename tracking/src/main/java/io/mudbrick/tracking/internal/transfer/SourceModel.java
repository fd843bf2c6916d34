package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A logged model in a source.
 *
 * @param artifacts its folder; {@code null} when there is none that may be read
 */
public record SourceModel(LoggedModel model, LifecycleStage stage, @Nullable Path artifacts) {}
