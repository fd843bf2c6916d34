package io.mudbrick.featurestore.view;

import java.time.Instant;
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

  /**
   * Computes features ahead, into tables that features of one source, entity, time and granularity
   * share, and brings those online when that is asked for. The newest row of such a table that is
   * not after a time holds what a training set would compute for that time.
   *
   * <p>It takes MANAGE on the features and CREATE TABLE on the schemas. Only windows that are over
   * are in the tables; {@link #refresh} brings in what is over since.
   *
   * @return for each feature one for each place
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for rolling windows and
   *     requests, which cannot be computed ahead, and for a place that is missing or not for this
   *     kind; RESOURCE_ALREADY_EXISTS when a feature is materialised already
   */
  List<MaterializedFeature> materialize(MaterializeSpec spec);

  /**
   * Computes a table of materialised features anew, with whatever else is in it, and publishes it
   * where it is online.
   *
   * @return when
   */
  Instant refresh(String tableName);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST
   */
  MaterializedFeature getMaterialized(String id);

  /** Those of features that the caller may read; of one feature, or of all for null. */
  List<MaterializedFeature> listMaterialized(@Nullable String featureName);

  /** Sets the schedule that is kept; null for none. */
  MaterializedFeature schedule(String id, @Nullable String cron);

  /**
   * Stops materialising a feature. With the last feature of a table the table goes, and its online
   * copy.
   *
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION for the online one of an
   *     aggregate, which goes with the offline one
   */
  void deleteMaterialized(String id);
}
