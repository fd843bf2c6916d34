package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.Problem;
import io.mudbrick.featurestore.FeatureLookup;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a training.
 *
 * @param table instead of rows in the body
 * @param imputer {@code column=mean}, or {@code column=constant:value}
 * @param lookup {@code table=key}, {@code table=key1,key2} or {@code table=key@time}: features that
 *     are joined to the rows
 * @param dataName of the rows in the body, for the experiment's name
 * @param registerTo the registered model that gets the best trial
 * @param alias what points at its version then; champion unless told
 */
record TrainingQuery(
    String target,
    @Nullable String table,
    @Nullable Double timeoutSeconds,
    @Nullable Integer maxTrials,
    @Nullable String metric,
    @Nullable String mode,
    @Nullable List<String> exclude,
    @Nullable List<String> excludeFamily,
    @Nullable List<String> imputer,
    @Nullable List<String> lookup,
    @Nullable String timeCol,
    @Nullable String splitCol,
    @Nullable String weightCol,
    @Nullable String posLabel,
    @Nullable Long seed,
    @Nullable Integer parallelism,
    @Nullable Boolean isolated,
    @Nullable String experimentDir,
    @Nullable String experimentName,
    @Nullable String dataName,
    @Nullable String registerTo,
    @Nullable String alias) {
  /** Where only the time is limited, this many trials are as good as no limit. */
  private static final int MANY = 1000;

  private static final Pattern LOOKUP =
      Pattern.compile("(?<table>[^=]+)=(?<keys>[^@]+)(@(?<time>.+))?");

  EvaluationMetric primaryMetric(Problem problem) {
    return metric == null
        ? EvaluationMetric.defaultOf(problem)
        : EvaluationMetric.ofWireName(metric, problem);
  }

  /**
   * @param now for the experiment's name
   */
  AutoMlOptions.Builder options(Problem problem, Instant now) {
    AutoMlOptions.Builder options =
        AutoMlOptions.builder()
            .primaryMetric(primaryMetric(problem))
            .timeout(Queries.timeout(timeoutSeconds))
            .maxTrials(maxTrials == null ? MANY : maxTrials)
            .excludeColumns(Queries.all(exclude).toArray(String[]::new))
            .excludeFrameworks(Queries.all(excludeFamily).toArray(String[]::new))
            .isolated(Boolean.TRUE.equals(isolated));
    Queries.all(imputer).forEach(text -> impute(options, text));
    Queries.all(lookup).forEach(text -> options.featureStoreLookups(lookup(text)));
    choose(options);
    name(options, now);
    return options;
  }

  private void choose(AutoMlOptions.Builder options) {
    if (mode != null) {
      options.mode(AutoMlMode.ofWireName(mode));
    }
    if (timeCol != null) {
      options.timeColumn(timeCol);
    }
    if (splitCol != null) {
      options.splitColumn(splitCol);
    }
    if (weightCol != null) {
      options.sampleWeightColumn(weightCol);
    }
    if (posLabel != null) {
      options.positiveLabel(posLabel);
    }
    if (seed != null) {
      options.seed(seed);
    }
    if (parallelism != null) {
      options.parallelism(parallelism);
    }
  }

  /** Rows that were sent have a name that only the sender knows. */
  private void name(AutoMlOptions.Builder options, Instant now) {
    if (experimentDir != null) {
      options.experimentDir(experimentDir);
    }
    String name = Queries.experiment(experimentName, target, dataName, now);
    if (name != null) {
      options.experimentName(name);
    }
  }

  private static FeatureLookup lookup(String text) {
    Matcher words = LOOKUP.matcher(text);
    if (!words.matches()) {
      throw AutoMlErrors.badLookup(text);
    }
    FeatureLookup.Builder lookup =
        FeatureLookup.builder(words.group("table")).lookupKey(words.group("keys").split(","));
    String time = words.group("time");
    if (time != null) {
      lookup.timestampLookupKey(time);
    }
    return lookup.build();
  }

  private static void impute(AutoMlOptions.Builder options, String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw AutoMlErrors.badImputer(text);
    }
    String how = text.substring(equals + 1);
    String constant = Imputer.Strategy.CONSTANT.wireName() + ":";
    options.imputer(
        text.substring(0, equals),
        how.startsWith(constant)
            ? Imputer.constant(how.substring(constant.length()))
            : Imputer.ofWireName(how));
  }
}
