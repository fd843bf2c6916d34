package io.mudbrick.tracking;

import java.util.List;
import java.util.Map;

/**
 * Logged models, MLflow 3's record of a model and its files, as part of {@link Tracking}. Reading
 * needs CAN_READ on the experiment, everything else CAN_EDIT; an unknown model answers {@code
 * RESOURCE_DOES_NOT_EXIST}.
 */
public interface LoggedModels {

  /** Enters a model in status {@code LOGGED_MODEL_PENDING}; its files come next. */
  LoggedModel createLoggedModel(NewLoggedModel spec);

  LoggedModel getLoggedModel(String modelId);

  /** The same, and deleted ones are found too if the view has them. */
  LoggedModel getLoggedModel(String modelId, ViewType view);

  /** Says whether the upload of a model's files went well. */
  LoggedModel finalizeLoggedModel(String modelId, LoggedModelStatus status);

  /** Deleting it again changes nothing, so that a retry succeeds. */
  void deleteLoggedModel(String modelId);

  void setLoggedModelTags(String modelId, Map<String, String> tags);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when there is no
   *     such tag
   */
  void deleteLoggedModelTag(String modelId, String key);

  /** Adds params; they cannot change later. */
  void logLoggedModelParams(String modelId, List<Param> params);

  Page<LoggedModel> searchLoggedModels(LoggedModelQuery query);
}
