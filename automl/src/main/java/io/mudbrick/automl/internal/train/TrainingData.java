package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.FeatureMatrix;

/**
 * Prepared rows with their truth: what a trainer gets. The arrays are shared between trials and not
 * changed.
 *
 * @param classes how many; 0 for a regression
 * @param trainTruth the index of the class, or the number, a row each
 */
public record TrainingData(
    int classes,
    FeatureMatrix train,
    float[] trainTruth,
    FeatureMatrix validation,
    float[] validationTruth) {}
