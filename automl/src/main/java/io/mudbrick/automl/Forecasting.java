package io.mudbrick.automl;

/**
 * Forecasting in the background: what {@code /api/2.0/automl} of Databricks answers. Bound to one
 * caller; get it with {@code platform.module(Forecasting.class)}. Thread-safe.
 */
public interface Forecasting {
  /**
   * Begins an experiment and returns at once. It runs as the caller.
   *
   * @return its MLflow experiment id
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the request does
   *     not fit the table; PERMISSION_DENIED or RESOURCE_DOES_NOT_EXIST when the caller may not
   *     read the table, or not register the model, or one of them is not there
   */
  String create(ForecastRequest request);

  /**
   * How an experiment stands. It is FAILED when the server that worked on it was stopped.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when there is no such
   *     forecasting experiment; PERMISSION_DENIED unless the caller may read it
   */
  ForecastExperiment get(String experimentId);

  /**
   * Stops an experiment after the trial that it is at; nothing when it is over.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #get}; PERMISSION_DENIED unless the
   *     caller may edit it
   */
  ForecastExperiment cancel(String experimentId);
}
