package io.mudbrick.serving;

import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import java.util.stream.Stream;

/**
 * Batch scoring as the caller: {@code platform.module(Scoring.class)}. Features are looked up in
 * their tables, as of the time that each row carries. Thread-safe. Every method throws {@link
 * io.mudbrick.platform.PlatformException}: {@code PERMISSION_DENIED} without EXECUTE on the model
 * or SELECT on a table, {@code BAD_REQUEST} when the rows do not fit.
 */
public interface Scoring {

  /**
   * Scores rows.
   *
   * @param modelUri {@code models:/c.s.m/3}, {@code models:/c.s.m@champion}
   * @param rows what the model's signature names, or only the keys by which features are looked up
   */
  Predictions scoreBatch(String modelUri, Frame rows);

  /**
   * Scores rows of CSV with a header.
   *
   * @return the rows with the column {@link ScoringJob#PREDICTION} behind, and with {@code
   *     probability_<class>} for each class when asked for
   */
  Frame scoreCsv(String modelUri, String csv, boolean probabilities);

  /**
   * Scores a table as it is now.
   *
   * @return its rows with their predictions, some at a time; to be closed
   */
  Stream<Frame> scoreTable(String modelUri, String source, boolean probabilities);

  /**
   * Scores a table into a table. The target gets the columns of the source and the predictions; it
   * is made when it is not there and else replaced. Some rows are in memory at a time.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the target
   *     has other columns
   */
  default ScoredTable scoreBatch(ScoringJob job) {
    return scoreBatch(job, (done, total) -> {});
  }

  /** As the other, telling how far it is. */
  ScoredTable scoreBatch(ScoringJob job, ScoringProgress progress);

  /**
   * Writes rows of CSV with their predictions into a table, as one part of several.
   *
   * @param job names the parts' whole: only the caller knows what belongs together
   * @param part counted from 1; the first replaces what the table holds, a part that is in the
   *     table already is not written again
   */
  ScoredTable scoreInto(String modelUri, String csv, String target, String job, long part);

  /** Begins {@link #scoreBatch(ScoringJob)} in the background. */
  ScoringRun start(ScoringJob job);

  /**
   * A run that the caller has begun in this server.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  ScoringRun run(String id);
}
