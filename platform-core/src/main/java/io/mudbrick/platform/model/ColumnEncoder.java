package io.mudbrick.platform.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fitted step of a {@link Preparation}: how one raw column becomes features. Data only. */
public sealed interface ColumnEncoder {

  /**
   * A number or boolean: {@code (x - shift) / scale} in doubles, then rounded to float.
   *
   * @param impute what stands in for a missing value before scaling; null keeps it missing
   * @param missingIndicator whether a second feature says 1 when the value was missing
   */
  record Numeric(@Nullable Double impute, boolean missingIndicator, double shift, double scale)
      implements ColumnEncoder {
    /** The number as it is, missing where it is missing: what trees like. */
    public static final Numeric AS_IS = new Numeric(null, false, 0, 1);
  }

  /**
   * A feature a category, 1 where it holds.
   *
   * @param other whether a last feature says 1 for missing and unseen values; else they are all 0
   */
  record OneHot(List<String> categories, boolean other) implements ColumnEncoder {
    public OneHot {
      categories = List.copyOf(categories);
    }
  }

  /** The index of the category; -1 for an unseen one, missing for null. */
  record Ordinal(List<String> categories) implements ColumnEncoder {
    public Ordinal {
      categories = List.copyOf(categories);
    }
  }

  /**
   * The (smoothed) mean of the target over the training rows of the category.
   *
   * @param fallback for null and unseen categories
   */
  record TargetMean(Map<String, Double> means, double fallback) implements ColumnEncoder {
    public TargetMean {
      means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
    }
  }

  /** A date or timestamp taken apart, in UTC; each part is then a number of its own. */
  record DateParts(List<Part> parts) implements ColumnEncoder {
    public DateParts {
      parts = List.copyOf(parts);
    }
  }

  /** One part of a date and how it is scaled. */
  record Part(DatePart part, Numeric numeric) {}

  /** What can be read off a date. */
  enum DatePart {
    YEAR,
    MONTH,
    DAY,
    /** Monday is 1. */
    DAY_OF_WEEK,
    HOUR,
    /** Days since 1970-01-01. */
    EPOCH_DAY
  }
}
