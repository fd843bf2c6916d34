package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.Readings;
import java.time.LocalDate;
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
   * A skewed number: drawn into the range that training saw, bent, then scaled. Linear models need
   * it; trees do not care.
   *
   * @param low the least number that training saw; lesser ones count as this
   * @param high the greatest
   * @param unit how far from the end the logarithm starts to bend; above 0
   * @param numeric what follows; its stand-in for a missing value is bent as well
   */
  record Shaped(Shape shape, double low, double high, double unit, Numeric numeric)
      implements ColumnEncoder {}

  /** How a {@link Shaped} number is bent. */
  enum Shape {
    /** Not at all. */
    NONE,
    /** {@code log(1 + (x - low) / unit)}: for many small and few large numbers. */
    LOG_UP,
    /** {@code -log(1 + (high - x) / unit)}: for many large and few small numbers. */
    LOG_DOWN
  }

  /**
   * A list of numbers: a feature each. A list of another length is missing as a whole.
   *
   * @param elements how each is imputed and scaled
   */
  record Elements(List<Numeric> elements) implements ColumnEncoder {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A feature a category, 1 where it holds.
   *
   * @param missing whether a feature after the categories says 1 for missing values
   * @param other whether a last feature says 1 for unseen values (and for missing ones that have no
   *     feature of their own); else they are all 0
   */
  record OneHot(List<String> categories, boolean missing, boolean other) implements ColumnEncoder {
    public OneHot {
      categories = List.copyOf(categories);
    }

    /** Without a feature for missing values alone. */
    public OneHot(List<String> categories, boolean other) {
      this(categories, false, other);
    }
  }

  /**
   * The index of the category; missing for null.
   *
   * @param other whether unseen categories share the index after the last; else they are -1
   */
  record Ordinal(List<String> categories, boolean other) implements ColumnEncoder {
    public Ordinal {
      categories = List.copyOf(categories);
    }

    /** With -1 for an unseen category. */
    public Ordinal(List<String> categories) {
      this(categories, false);
    }
  }

  /**
   * A feature a bucket, 1 where the category falls into it by its MurmurHash3 (32 bits, seed 0): a
   * width that does not grow with the categories. Missing values fall into none.
   */
  record Hashed(int buckets) implements ColumnEncoder {}

  /**
   * One number or more for each category: how often it occurs, the mean target of its rows, or of
   * each class. NaN leaves a feature missing.
   *
   * @param outputs what the numbers are, for the features' names
   * @param values as many numbers as outputs for each category
   * @param missing the numbers of missing values
   * @param unseen the numbers of unseen categories
   */
  record Lookup(
      List<String> outputs,
      Map<String, List<Double>> values,
      List<Double> missing,
      List<Double> unseen)
      implements ColumnEncoder {
    public Lookup {
      outputs = List.copyOf(outputs);
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      missing = List.copyOf(missing);
      unseen = List.copyOf(unseen);
    }
  }

  /**
   * How much each term stands for a text: its count in the text, dampened, times its weight; all of
   * a text's terms have length 1. A term is a word in lower case (two letters, digits or
   * underscores at the least) or two words with a space between. TF-IDF as scikit-learn's {@code
   * TfidfVectorizer} computes it with {@code sublinear_tf}.
   *
   * @param weights one a term: the rarer in the training texts, the greater
   */
  record Words(List<String> terms, List<Double> weights) implements ColumnEncoder {
    public Words {
      terms = List.copyOf(terms);
      weights = List.copyOf(weights);
    }
  }

  /**
   * Missing values read as this one.
   *
   * @param value a text, a number or a boolean
   */
  record Imputed(Object value, ColumnEncoder then) implements ColumnEncoder {
    /** The column as it is read before it is encoded. */
    public Column read(Column column) {
      return new Readings.Filling(value).read(column);
    }
  }

  /**
   * Values read as something else first; what cannot be read is missing.
   *
   * @param formats of times, tried in this order: {@code iso}, {@code epoch_second}, {@code
   *     epoch_milli} or a pattern of {@link java.time.format.DateTimeFormatter}; those without a
   *     zone are in UTC
   */
  record Parsed(Reading reading, List<String> formats, ColumnEncoder then)
      implements ColumnEncoder {
    public Parsed {
      formats = List.copyOf(formats);
    }

    /**
     * The column as it is read before it is encoded: doubles or instants.
     *
     * @throws io.mudbrick.platform.PlatformException BAD_REQUEST for a pattern that is none
     */
    public Column read(Column column) {
      return Readings.of(this).read(column);
    }
  }

  /** What {@link Parsed} makes of values. */
  enum Reading {
    /** {@code 12}, {@code 1,200.5}, {@code $ 3}, {@code 5 %}: a double. */
    NUMBER,
    TIME
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

  /**
   * A date or timestamp taken apart, in UTC; each part is then a number of its own.
   *
   * @param holidays the days for which {@link DatePart#HOLIDAY} says 1
   */
  record DateParts(List<Part> parts, List<LocalDate> holidays) implements ColumnEncoder {
    public DateParts {
      parts = List.copyOf(parts);
      holidays = List.copyOf(holidays);
    }

    /** Without holidays. */
    public DateParts(List<Part> parts) {
      this(parts, List.of());
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
    EPOCH_DAY,
    /** Seconds since 1970-01-01, with their fraction. */
    EPOCH_SECOND,
    /** The first of January is 1. */
    DAY_OF_YEAR,
    /** 1 on Saturday and Sunday. */
    WEEKEND,
    /** 1 on the days that the step lists. */
    HOLIDAY,
    /** Sine and cosine of the share of the day that is over: midnight is next to midnight. */
    DAY_SIN,
    DAY_COS,
    /** Of the week, from Monday. */
    WEEK_SIN,
    WEEK_COS,
    MONTH_SIN,
    MONTH_COS,
    YEAR_SIN,
    YEAR_COS
  }
}
