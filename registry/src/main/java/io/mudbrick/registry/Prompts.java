package io.mudbrick.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prompts, as one caller sees them: {@code platform.module(Prompts.class)}. A prompt is a
 * registered model that MLflow's tags mark, so the same prompts are reached by {@link Registry} and
 * by both kinds of registry URI in Python. Thread-safe.
 *
 * <p>Making one asks for {@code CREATE MODEL} on its schema, reading a version for {@code EXECUTE},
 * changing anything for ownership or {@code MANAGE}; a refusal is {@code PERMISSION_DENIED}. What
 * is not there, or no prompt, is {@code RESOURCE_DOES_NOT_EXIST}.
 */
public interface Prompts {

  /** Makes a prompt without versions. REST: {@code POST /mlflow/unity-catalog/prompts}. */
  Prompt create(String name, @Nullable String description, Map<String, String> tags);

  Prompt prompt(String name);

  /** Replaces the description; null clears it. */
  Prompt describe(String name, @Nullable String description);

  /** Deletes a prompt with its versions. */
  void delete(String name);

  /**
   * The prompts of a schema.
   *
   * @param filter as {@link Search#filter}; null for all
   * @param maxResults of a page; 0 for the default
   */
  Page<Prompt> search(
      String schema, @Nullable String filter, int maxResults, @Nullable String pageToken);

  void setTag(String name, String key, String value);

  void deleteTag(String name, String key);

  /**
   * Makes the next version.
   *
   * @param template JSON: a string, or a list of messages
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when it is
   *     neither
   */
  PromptVersion createVersion(
      String name, String template, @Nullable String description, Map<String, String> tags);

  PromptVersion version(String name, long version);

  /** The version that an alias points at. */
  PromptVersion versionByAlias(String name, String alias);

  /** Replaces a version's description; null clears it. */
  PromptVersion describeVersion(String name, long version, @Nullable String description);

  void deleteVersion(String name, long version);

  /** A prompt's versions in pages, newest first; {@code maxResults} 0 for the default. */
  Page<PromptVersion> versions(String name, int maxResults, @Nullable String pageToken);

  void setVersionTag(String name, long version, String key, String value);

  void deleteVersionTag(String name, long version, String key);

  void setAlias(String name, String alias, long version);

  void deleteAlias(String name, String alias);

  /**
   * Notes on runs, and in the lineage, that they used these versions. It asks for {@code EXECUTE}
   * on the prompts and for editing the runs.
   *
   * @param runIds of runs in the caller's workspace
   */
  void linkToRuns(List<Link> versions, List<String> runIds);

  /** Notes on traces that they used these versions. */
  void linkToTraces(List<Link> versions, List<String> traceIds);

  /** Notes on MLflow's logged models ({@code m-...}) that they use these versions. */
  void linkToModels(List<Link> versions, List<String> modelIds);

  /** A version of a prompt, by name. */
  record Link(String name, long version) {}
}
