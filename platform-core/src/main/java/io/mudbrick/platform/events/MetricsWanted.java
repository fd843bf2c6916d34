package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Published to ask what is on record about a model; whoever keeps runs and logged models hands the
 * latest value of each metric to {@code found}, those of the logged model after those of the run.
 * What is not there brings nothing.
 *
 * @param runId the run that made the model
 * @param loggedModelId MLflow's logged model, {@code m-...}
 * @param caller who asks: one who may not read the run is told so by a PlatformException
 */
public record MetricsWanted(
    @Nullable String runId,
    @Nullable String loggedModelId,
    Caller caller,
    BiConsumer<String, Double> found) {}
