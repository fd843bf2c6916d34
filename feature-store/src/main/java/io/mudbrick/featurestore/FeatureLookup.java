package io.mudbrick.featurestore;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Features of one table, found by a key that the rows of a training set carry.
 *
 * <pre>{@code
 * FeatureLookup.builder("telco.churn.usage")
 *     .lookupKey("customer_id")
 *     .timestampLookupKey("label_at")
 *     .features("calls_7d", "minutes_7d")
 *     .rename("calls_7d", "calls")
 *     .build();
 * }</pre>
 *
 * @param table the feature table
 * @param lookupKey columns of the rows, bound by position to {@link FeatureTable#lookupKeys()}
 * @param featureNames the features to take; empty for all that the table has when the training set
 *     is made
 * @param renameOutputs from a feature's name to the name of its column in the training set
 * @param timestampLookupKey the column of the rows that says as of when; must be given for a table
 *     with a time series column, and only for one
 * @param lookbackWindow how old, at most and inclusive, a row may be; null for any age. Holds for
 *     training and batch scoring; the online store serves the newest row whatever its age
 * @param defaultValues by output name: what stands in when no row is found or the feature is null
 */
public record FeatureLookup(
    String table,
    List<String> lookupKey,
    List<String> featureNames,
    Map<String, String> renameOutputs,
    @Nullable String timestampLookupKey,
    @Nullable Duration lookbackWindow,
    Map<String, Object> defaultValues) {
  public FeatureLookup {
    lookupKey = List.copyOf(lookupKey);
    featureNames = List.copyOf(featureNames);
    renameOutputs = Map.copyOf(renameOutputs);
    defaultValues = Map.copyOf(defaultValues);
  }

  public static Builder builder(String table) {
    return new Builder(table);
  }

  /** All features of a table without a time series column. */
  public static FeatureLookup of(String table, String... lookupKey) {
    return builder(table).lookupKey(lookupKey).build();
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final String table;
    private List<String> lookupKey = List.of();
    private List<String> featureNames = List.of();
    private final Map<String, String> renameOutputs = new LinkedHashMap<>();
    private @Nullable String timestampLookupKey;
    private @Nullable Duration lookbackWindow;
    private final Map<String, Object> defaultValues = new LinkedHashMap<>();

    private Builder(String table) {
      this.table = table;
    }

    public Builder lookupKey(String... columns) {
      lookupKey = List.of(columns);
      return this;
    }

    public Builder features(String... names) {
      featureNames = List.of(names);
      return this;
    }

    public Builder rename(String feature, String output) {
      renameOutputs.put(feature, output);
      return this;
    }

    public Builder timestampLookupKey(String column) {
      timestampLookupKey = column;
      return this;
    }

    public Builder lookbackWindow(Duration window) {
      lookbackWindow = window;
      return this;
    }

    public Builder defaultValue(String output, Object value) {
      defaultValues.put(output, value);
      return this;
    }

    public FeatureLookup build() {
      return new FeatureLookup(
          table,
          lookupKey,
          featureNames,
          renameOutputs,
          timestampLookupKey,
          lookbackWindow,
          defaultValues);
    }
  }
}
