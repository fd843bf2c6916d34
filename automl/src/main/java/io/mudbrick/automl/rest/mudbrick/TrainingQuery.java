package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The query of a training.
 *
 * @param table instead of rows in the body
 * @param imputer {@code column=mean}, or {@code column=constant:value}
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
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss_SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** Where only the time is limited, this many trials are as good as no limit. */
  private static final int MANY = 1000;

  private static List<String> all(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }

  /** What points at the registered version. */
  String pointer() {
    return alias == null ? "champion" : alias;
  }

  EvaluationMetric primaryMetric(Problem problem) {
    return metric == null
        ? EvaluationMetric.defaultOf(problem)
        : EvaluationMetric.ofWireName(metric);
  }

  /**
   * @param now for the experiment's name
   */
  AutoMlOptions.Builder options(Instant now) {
    AutoMlOptions.Builder options =
        AutoMlOptions.builder()
            .timeout(
                timeoutSeconds == null
                    ? TIMEOUT
                    : Duration.ofMillis(Math.round(1000 * timeoutSeconds)))
            .maxTrials(maxTrials == null ? MANY : maxTrials)
            .excludeColumns(all(exclude).toArray(String[]::new))
            .excludeFamilies(
                all(excludeFamily).stream()
                    .map(ModelFamily::ofWireName)
                    .toArray(ModelFamily[]::new))
            .isolated(Boolean.TRUE.equals(isolated));
    all(imputer).forEach(text -> impute(options, text));
    choose(options);
    name(options, now);
    return options;
  }

  private void choose(AutoMlOptions.Builder options) {
    if (metric != null) {
      options.primaryMetric(EvaluationMetric.ofWireName(metric));
    }
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
    if (experimentName != null) {
      options.experimentName(experimentName);
    } else if (dataName != null) {
      options.experimentName(target + "_" + dataName + "-" + NAME_TIME.format(now));
    }
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
