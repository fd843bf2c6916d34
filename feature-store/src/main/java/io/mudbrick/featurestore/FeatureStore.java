package io.mudbrick.featurestore;

import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.featurestore.profile.FeatureProfiles;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Predictions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The feature store, bound to the caller who asked for it: {@code
 * platform.module(FeatureStore.class)}.
 *
 * <p>A feature table is a Delta table of the catalog with a primary key; grants are those of the
 * catalog: reading takes SELECT, writing MODIFY, creating CREATE TABLE, and each method throws
 * {@link io.mudbrick.platform.PlatformException} PERMISSION_DENIED without. Names have three
 * levels. Thread-safe.
 */
public interface FeatureStore {

  /**
   * Creates an empty feature table.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE without a primary key,
   *     for an unknown key column, for a time series column that is no key or neither timestamp nor
   *     date, and for a date or timestamp in the key that is not declared as the time series
   *     column; as the catalog does when the name is taken or its schema is missing
   */
  FeatureTable createTable(FeatureTableSpec spec);

  /**
   * Creates a feature table that holds these rows, with their columns behind those that the spec
   * names. When the rows are refused, no table is left behind.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #createTable(FeatureTableSpec)} and
   *     {@link #writeTable(String, ColumnBatch, WriteMode)}
   */
  FeatureTable createTable(FeatureTableSpec spec, ColumnBatch rows);

  /** Changes the description; null takes it away. It needs ownership, MANAGE or MODIFY. */
  FeatureTable describeTable(String name, @Nullable String description);

  /** Sets tags, replacing the values of keys already there. It needs APPLY TAG or ownership. */
  FeatureTable tagTable(String name, Map<String, String> tags);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for a key that is not
   *     set
   */
  FeatureTable untagTable(String name, Collection<String> keys);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for an unknown table,
   *     INVALID_PARAMETER_VALUE for one without a primary key
   */
  FeatureTable getTable(String name);

  /** The feature tables that the caller may see, by name. */
  List<FeatureTable> listTables();

  /**
   * Drops a feature table with its data, as the product does: online tables stay, show what was
   * published last to whoever published them, and are dropped by {@link #dropOnlineTable}; specs
   * and models that look the table up answer RESOURCE_DOES_NOT_EXIST from now on, also when a table
   * of that name is made anew and the online copy is still of the one before.
   */
  void dropTable(String name);

  /**
   * Writes rows. Columns that the table lacks are added to it.
   *
   * @param sources tables that the rows were computed from, for lineage
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when a key column is
   *     missing, a key is null or comes twice (the first such rows are named, counted from 0), when
   *     a time series table's row lacks features, or a type differs
   */
  WriteResult writeTable(String name, ColumnBatch rows, WriteMode mode, List<String> sources);

  /** As {@link #writeTable(String, ColumnBatch, WriteMode, List)}, from nowhere in particular. */
  default WriteResult writeTable(String name, ColumnBatch rows, WriteMode mode) {
    return writeTable(name, rows, mode, List.of());
  }

  /** Rows of one schema, as {@link #writeTable(String, ColumnBatch, WriteMode)}. */
  WriteResult writeTable(String name, Collection<Row> rows, WriteMode mode);

  /**
   * Writes more rows than fit into memory. A merge commits batch by batch, as a streaming write
   * does: a batch is in the table or not, and a key may come again in a later one. An overwrite is
   * one commit, and keeps the keys of all batches in memory to see that each comes once.
   *
   * @param batches of one schema; asked for its iterator again when another writer comes between
   * @param progress is told, now and then, how many rows are written
   * @return the last commit, and the sums of all
   */
  WriteResult writeTable(
      String name, Iterable<ColumnBatch> batches, WriteMode mode, LongConsumer progress);

  /**
   * Erases what is known of some keys: their rows of all times, in every version that could be read
   * until now, in the online tables that were published from the table, in its profiles and in the
   * tables that features were materialised into from it. What is left after is one version without
   * them; older ones can no longer be read. It needs MODIFY on the table, MANAGE on its online
   * tables.
   *
   * @param keys the lookup keys of the table, see {@link FeatureTable#lookupKeys()}
   */
  ErasureReport eraseKeys(String name, ColumnBatch keys);

  /** All rows of the newest version. */
  ColumnBatch readTable(String name);

  /** What is in the features, version by version. */
  FeatureProfiles profiles();

  /** Features defined by what they are computed from. */
  FeatureViews views();

  /**
   * All rows as they were at a Delta version.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when there is no such
   *     version
   */
  ColumnBatch readTable(String name, long version);

  /**
   * All rows as they were at a point in time, by the times at which commits reached the disk.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when the table's log
   *     reaches back less far
   */
  ColumnBatch readTable(String name, Instant asOf);

  /**
   * Completes labels with features: for each row the newest feature row with a time not after the
   * row's own, as a whole, nulls included. Of rows with the same key and time (which {@link
   * #writeTable} refuses, other writers may not) the one that stands last in the table counts. The
   * same inputs give the same bits.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the labels lack a
   *     key or timestamp column, a type differs from the table's, a feature does not exist, or two
   *     columns would have one name
   */
  TrainingSet createTrainingSet(TrainingSetSpec spec);

  /**
   * Binds a spec to its tables.
   *
   * @param source the tables as of each row's time, or the online store as it is at each call
   * @throws io.mudbrick.platform.PlatformException PERMISSION_DENIED when the caller may not read a
   *     table or execute a function, RESOURCE_DOES_NOT_EXIST when one is gone, FAILED_PRECONDITION
   *     when a table is not published, or was recreated since, or a Java function was not supplied
   */
  FeaturePlan plan(FeatureSpec spec, InputResolver.Source source);

  /** As the other, of a feature spec of the catalog, which takes EXECUTE on it. */
  FeaturePlan plan(String featureSpec, InputResolver.Source source);

  /**
   * Makes a feature spec in the catalog: features by name, for a Feature Serving endpoint. It is a
   * function to the catalog, of the language {@code FEATURE_SPEC}, and takes CREATE FUNCTION.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_ALREADY_EXISTS when the name is taken;
   *     PERMISSION_DENIED and INVALID_PARAMETER_VALUE as {@link #createTrainingSet} does
   */
  FeatureSpecInfo createFeatureSpec(NewFeatureSpec spec);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST, also for a function
   *     that is no feature spec
   */
  FeatureSpecInfo getFeatureSpec(String name);

  /** The feature specs of a schema that the caller may see, by name. */
  List<FeatureSpecInfo> listFeatureSpecs(String schema);

  /** Changes owner, comment or name; the features stay what they are. */
  FeatureSpecInfo updateFeatureSpec(String name, SecurableUpdate update);

  /** Deletes a feature spec. Endpoints that run it go on with what they read. */
  void deleteFeatureSpec(String name);

  /**
   * Packs the lookups and functions of a training set with a model that a run makes, so that
   * whoever scores it sends keys only, and tells lineage that the training set went into the run:
   * from there the registry leads on to model versions.
   */
  void pack(TrainingSet trainingSet, String runId, ModelPackage.Builder model);

  /**
   * Scores rows with a model that carries its lookups, as of each row's time: {@code score_batch}.
   * A column that comes under a feature's name overrides it.
   *
   * @param resultType {@link ColumnType#DOUBLE}, LONG or STRING; what the product takes for granted
   *     is double
   * @return the rows, their features, and a column {@code prediction}
   * @throws io.mudbrick.platform.PlatformException as {@link #plan} does; INVALID_PARAMETER_VALUE
   *     when predictions are not of that type; FAILED_PRECONDITION for a model without lookups
   */
  ColumnBatch scoreBatch(LoadedModel model, ColumnBatch rows, ColumnType resultType);

  /**
   * What the model says by itself, looking its features up in the tables: {@code
   * mlflow.pyfunc.load_model(...).predict(keys)}.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #plan} does; FAILED_PRECONDITION when
   *     it looks into a time series, unless its spec is strict
   */
  Predictions predict(LoadedModel model, Frame rows);

  /**
   * Opens a log of what an online plan answers, making its Delta table if there is none: that takes
   * CREATE TABLE, writing to it MODIFY.
   *
   * @param rate the part of the keys, 0 to 1, whose requests are kept: all of a key's or none
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION when the table logs another
   *     spec, INVALID_PARAMETER_VALUE when it is another table
   */
  FeatureLog openLog(String table, FeatureSpec spec, double rate);

  /**
   * Sends logged requests through the offline path, as the caller may read the tables, and compares
   * the answers bit for bit. {@link ReplayReport#requireAtMost} makes a CI job fail.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the table is no
   *     log; RESOURCE_DOES_NOT_EXIST when a version of a table can no longer be read
   */
  ReplayReport replay(String log, ReplayMode mode);

  /**
   * @param capacity {@code CU_1}, {@code CU_2}, {@code CU_4} or {@code CU_8}
   * @param readReplicaCount 0 to 3
   * @throws io.mudbrick.platform.PlatformException RESOURCE_ALREADY_EXISTS
   */
  OnlineStore createOnlineStore(String name, String capacity, int readReplicaCount);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST
   */
  OnlineStore getOnlineStore(String name);

  List<OnlineStore> listOnlineStores();

  OnlineStore updateOnlineStore(String name, String capacity, int readReplicaCount);

  /**
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION while it has online tables
   */
  void deleteOnlineStore(String name);

  /**
   * Brings a feature table online, creating the online table when it is new. Readers see the
   * version before or the new one, never a mixture. Of a time series table the newest row of each
   * key is kept, and a row that comes late never replaces a newer one.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for an unknown store,
   *     RESOURCE_CONFLICT while another publish to this online table runs, FAILED_PRECONDITION when
   *     the online table belongs to another feature table or has another age limit,
   *     INVALID_PARAMETER_VALUE for an age limit without a time series column
   */
  default PublishResult publish(String table, PublishSpec spec) {
    return publish(table, spec, (done, total) -> {});
  }

  /** As the other, telling how far it is. */
  PublishResult publish(String table, PublishSpec spec, PublishProgress progress);

  /** The tags of a feature: {@code .../feature-tables/{table}/features/{feature}/tags}. */
  Map<String, String> featureTags(String table, String feature);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for a tag that is not
   *     set
   */
  String featureTag(String table, String feature, String key);

  /** Sets tags of a feature, replacing the values of keys already there. */
  void tagFeature(String table, String feature, Map<String, String> tags);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for a tag that is not
   *     set
   */
  void untagFeature(String table, String feature, Collection<String> keys);

  /** What was made of a feature. */
  FeatureLineage featureLineage(String table, String feature);

  /**
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST
   */
  OnlineTable getOnlineTable(String name);

  /**
   * Compares an online table, value by value, with the version of the feature table that it was
   * published from.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for an unknown online
   *     table, or when that version can no longer be read; FAILED_PRECONDITION when the feature
   *     table was recreated since; PERMISSION_DENIED without SELECT, and for those from whom a mask
   *     or a filter hides something
   */
  ConsistencyReport verify(String onlineTable);

  /** The online tables of a feature table, oldest first. */
  List<OnlineTable> onlineTables(String sourceTable);

  /** Drops an online table with its rows; the feature table stays. */
  void dropOnlineTable(String name);

  /**
   * The features of one key.
   *
   * @param key a value for each lookup key of the table
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the key is not that
   *     of the table, RESOURCE_DOES_NOT_EXIST for an unknown online table
   */
  default FeatureVector lookup(String onlineTable, Map<String, ?> key) {
    return lookup(onlineTable, List.of(key)).get(0);
  }

  /**
   * A reader of one online table, for whoever looks up often.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST for an unknown online
   *     table
   */
  OnlineReader reader(String onlineTable);

  /** The features of several keys, in their order, all of one published version. */
  List<FeatureVector> lookup(String onlineTable, List<? extends Map<String, ?>> keys);
}
