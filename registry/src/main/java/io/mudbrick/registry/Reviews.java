package io.mudbrick.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people say and wish about versions, as one caller sees it: {@code
 * platform.module(Reviews.class)}. REST: {@code /mlflow/transition-requests} and {@code
 * /mlflow/comments}, which Databricks' workspace registry adds to MLflow's. Thread-safe.
 *
 * <p>Whoever may load the model ({@code EXECUTE}) asks and comments; whoever may change it (owner,
 * {@code MANAGE}) decides. A refusal is {@code PERMISSION_DENIED}.
 */
public interface Reviews {

  /**
   * Asks that a version move to a stage.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS} when the caller
   *     asks for that already
   */
  TransitionRequest request(String name, long version, Stage to, @Nullable String comment);

  /** What is asked for and not decided, oldest first. */
  List<TransitionRequest> requests(String name, long version);

  /**
   * Moves the version, and ends every request for that.
   *
   * @param archiveOthers as in {@link Registry#transitionStage}
   * @param comment why, kept as a comment on the version; null for none
   * @return the first of the requests
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when nobody asks
   *     for it
   */
  TransitionRequest approve(
      String name, long version, Stage to, boolean archiveOthers, @Nullable String comment);

  /**
   * Moves a version to a stage, whether or not anybody asked, and keeps why as a comment. REST:
   * {@code POST /mlflow/databricks/model-versions/transition-stage}.
   *
   * @param archiveOthers as in {@link Registry#transitionStage}
   */
  ModelVersion transition(
      String name, long version, Stage to, boolean archiveOthers, @Nullable String comment);

  /** Ends every request for that without moving the version; returns the first of them. */
  TransitionRequest reject(String name, long version, Stage to, @Nullable String comment);

  /** Takes back what one person asked for: that person, or who may decide. */
  TransitionRequest withdraw(String name, long version, Stage to, String by);

  VersionComment comment(String name, long version, String text);

  /** A version's comments, oldest first. */
  List<VersionComment> comments(String name, long version);

  /** Changes one's own comment. */
  VersionComment editComment(String id, String text);

  /** Deletes a comment: one's own, or any of a model that one may change. */
  void deleteComment(String id);
}
