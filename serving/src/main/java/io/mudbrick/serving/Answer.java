package io.mudbrick.serving;

import io.mudbrick.platform.model.Predictions;

/**
 * What an endpoint says.
 *
 * @param servedEntity the name of the served entity that answered
 * @param model the model version that answered, as {@code c.s.m/3}
 */
public record Answer(Predictions predictions, String servedEntity, String model) {}
