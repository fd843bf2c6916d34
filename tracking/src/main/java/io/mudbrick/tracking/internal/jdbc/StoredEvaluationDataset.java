package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.EvaluationDataset;
import java.util.List;

/**
 * A dataset as the store has it.
 *
 * @param number what stands for its id in the tables
 * @param owner the id of the principal who made it
 * @param records how many it has
 * @param nextRecord the number that its next record gets
 * @param experiments those that it belongs to
 */
public record StoredEvaluationDataset(
    long number,
    String owner,
    long records,
    long nextRecord,
    List<Long> experiments,
    EvaluationDataset dataset) {}
