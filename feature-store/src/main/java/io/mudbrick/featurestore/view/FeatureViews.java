package io.mudbrick.featurestore.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Features of the catalog, and tables that they are materialised into: {@code
 * /api/2.0/feature-engineering}. Get one from {@link io.mudbrick.featurestore.FeatureStore#views}.
 *
 * <p>A feature is a securable: making one takes CREATE FEATURE on its schema, reading READ FEATURE,
 * changing and materialising MANAGE. What is computed is computed as the caller, who needs SELECT
 * on the source besides. Thread-safe.
 */
public interface FeatureViews {
  /**
   * Puts a definition into the catalog.
   *
   * @param schema {@code catalog.schema}
   * @throws io.mudbrick.platform.PlatformException RESOURCE_ALREADY_EXISTS when the name is taken;
   *     INVALID_PARAMETER_VALUE when the definition does not fit its source: an unknown column, an
   *     entity of type date or timestamp, a time that is neither, a function that does not take its
   *     input, an expression that is none, or a window that is none
   */
  RegisteredFeature create(String schema, Feature feature);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST
   */
  RegisteredFeature get(String fullName);

  /** The features of a schema that the caller may read, by name; of every schema for null. */
  List<RegisteredFeature> list(@Nullable String schema);

  /** Changes the description; null takes it away. Nothing else of a feature changes. */
  RegisteredFeature describe(String fullName, @Nullable String description);

  /**
   * Deletes a feature.
   *
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION while it is materialised
   */
  void delete(String fullName);
}
