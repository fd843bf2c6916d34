package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.Experiment;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an MLflow recorded, read piece by piece: one broken piece is named and the others go on. For
 * one thread.
 */
public interface MlflowSource extends AutoCloseable {

  /**
   * The experiments, deleted ones too.
   *
   * @param broken hears of each that cannot be read
   */
  List<Experiment> experiments(Consumer<String> broken);

  /** The ids of an experiment's runs, deleted ones too. */
  List<String> runs(String experimentId) throws BrokenSourceException;

  SourceRun run(String experimentId, String runId) throws BrokenSourceException;

  /** The ids of an experiment's logged models, deleted ones too. */
  List<String> models(String experimentId) throws BrokenSourceException;

  SourceModel model(String experimentId, String modelId) throws BrokenSourceException;

  /** What the source holds beside this, for whoever wonders where it is; one remark each. */
  List<String> leftBehind();

  @Override
  void close();
}
