package io.mudbrick.serving;

/**
 * The outcome of a {@link ScoringJob}.
 *
 * @param table the full name of the target
 * @param tableVersion its version that holds the predictions
 * @param rows how many were scored
 * @param model the model version that scored them, as {@code c.s.m/3}
 */
public record ScoredTable(String table, long tableVersion, long rows, String model) {}
