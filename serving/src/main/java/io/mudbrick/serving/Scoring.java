package io.mudbrick.serving;

import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;

/**
 * Batch scoring as the caller: {@code platform.module(Scoring.class)}. Features are looked up in
 * their tables, as of the time that each row carries. Thread-safe.
 */
public interface Scoring {

  /**
   * Scores rows.
   *
   * @param modelUri {@code models:/c.s.m/3}, {@code models:/c.s.m@champion}
   * @param rows what the model's signature names, or only the keys by which features are looked up
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} without EXECUTE on the
   *     model or SELECT on a feature table, {@code BAD_REQUEST} when the rows do not fit
   */
  Predictions scoreBatch(String modelUri, Frame rows);

  /**
   * Scores a table into a table. The target gets the columns of the source and the predictions; it
   * is made when it is not there and else replaced, in one commit.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #scoreBatch(String, Frame)}; {@code
   *     INVALID_PARAMETER_VALUE} when the target has other columns
   */
  ScoredTable scoreBatch(ScoringJob job);
}
