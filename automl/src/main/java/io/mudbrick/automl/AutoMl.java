package io.mudbrick.automl;

import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.ModelVersion;
import java.nio.file.Path;

/**
 * Finds a good model for a table, as {@code databricks.automl} does: prepares the data, fits
 * several kinds of models, measures each with the scorer that would serve it, and tracks each as an
 * MLflow run with its model, metrics and pictures. Bound to one caller; get it with {@code
 * platform.module(AutoMl.class)}. Thread-safe.
 *
 * <p>For a given number of trials and seed the result is always the same, bit for bit, however many
 * trials run at a time.
 */
public interface AutoMl {

  /**
   * Learns to predict a label.
   *
   * @param rows raw rows, the target among the columns; rows without a target are left out
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     learned from the data or an option does not fit it; FAILED_PRECONDITION when no trial
   *     succeeded
   */
  AutoMlSummary classify(Frame rows, String target, AutoMlOptions options);

  /**
   * Learns to predict a label from a table of the catalog, in its current version.
   *
   * @param table {@code catalog.schema.table}
   * @throws io.mudbrick.platform.PlatformException as above; PERMISSION_DENIED or
   *     RESOURCE_DOES_NOT_EXIST when the caller may not read the table or there is none
   */
  AutoMlSummary classify(String table, String target, AutoMlOptions options);

  /**
   * Learns to predict a label from a training set of the feature store. Its lookup keys and times
   * are no features; its lookups go with each model, so that later rows need keys only.
   *
   * @throws io.mudbrick.platform.PlatformException as for rows
   */
  AutoMlSummary classify(TrainingSet rows, String target, AutoMlOptions options);

  /** Learns to predict a number; otherwise as {@link #classify(Frame, String, AutoMlOptions)}. */
  AutoMlSummary regress(Frame rows, String target, AutoMlOptions options);

  /** Learns to predict a number; otherwise as {@link #classify(String, String, AutoMlOptions)}. */
  AutoMlSummary regress(String table, String target, AutoMlOptions options);

  /**
   * Learns to predict a number; otherwise as {@link #classify(TrainingSet, String, AutoMlOptions)}.
   */
  AutoMlSummary regress(TrainingSet rows, String target, AutoMlOptions options);

  /**
   * Forecasts the numbers to come of one or many time series, with intervals: judges each kind of
   * model at past cut-offs, fits it to all there is, and keeps its forecasts as a model that
   * answers rows of a time and the identity columns.
   *
   * @param rows each with a time, a number and what tells series apart; several rows of one step
   *     are averaged, missing steps get the value before them
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     forecast from the data or an option does not fit it; FAILED_PRECONDITION when no trial
   *     succeeded; as the catalog does when the caller may not make or change the output table
   */
  AutoMlSummary forecast(Frame rows, String target, ForecastOptions options);

  /**
   * Forecasts from a table of the catalog, in its current version; otherwise as {@link
   * #forecast(Frame, String, ForecastOptions)}.
   *
   * @param table {@code catalog.schema.table}
   */
  AutoMlSummary forecast(String table, String target, ForecastOptions options);

  /**
   * Forecasts from a training set of the feature store, whose features may be covariates; otherwise
   * as {@link #forecast(Frame, String, ForecastOptions)}.
   */
  AutoMlSummary forecast(TrainingSet rows, String target, ForecastOptions options);

  /**
   * Goes on with an experiment that was interrupted: by an interrupt, by its timeout or by the end
   * of the process. Its options, its rows with the lookups that brought them, and the trials that
   * were finished come from its runs; only what is missing is fitted. Of a given number of trials
   * the result is that of a run that was not interrupted.
   *
   * @param experiment its id, its path, or its name in the caller's {@code databricks_automl}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the experiment is
   *     not AutoML's; FAILED_PRECONDITION when it was interrupted before it had kept its rows, or
   *     when no time is left and no trial was finished; RESOURCE_CONFLICT while this server works
   *     on it; PERMISSION_DENIED for who may not edit it
   */
  AutoMlSummary resume(String experiment, ResumeOptions options);

  /** As the other, for as long as the first timeout had left. */
  default AutoMlSummary resume(String experiment) {
    return resume(experiment, ResumeOptions.defaults());
  }

  /**
   * Registers a trial's model as the next version of a registered model, which is made when there
   * is none. Lineage leads from the data over the trial's run to the version.
   *
   * @param model {@code catalog.schema.model}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for a failed trial; as
   *     the registry does when the caller may not
   */
  ModelVersion register(Trial trial, String model);

  /**
   * As the other, and points an alias at the version.
   *
   * @param alias such as {@code champion}, which {@code models:/c.s.model@champion} names
   */
  ModelVersion register(Trial trial, String model, String alias);

  /**
   * Copies a trial's notebook to a file of this machine, as {@code
   * databricks.automl.import_notebook} copies it into the workspace: the steps that made the trial,
   * with what they print.
   *
   * @param path such as {@code best.ipynb}; its directories are made
   * @throws io.mudbrick.platform.PlatformException RESOURCE_ALREADY_EXISTS when there is such a
   *     file and it is not to be overwritten; RESOURCE_DOES_NOT_EXIST when the trial has no
   *     notebook
   * @throws java.io.UncheckedIOException when the disk refuses
   */
  void importNotebook(Trial trial, Path path, boolean overwrite);

  /**
   * Loads a trial's model, ready to score: {@code TrialInfo.load_model()} of Databricks.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for a trial without a
   *     model
   */
  LoadedModel load(Trial trial);
}
