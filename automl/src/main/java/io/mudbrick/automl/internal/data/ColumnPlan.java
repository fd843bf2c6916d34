package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.ColumnEncoder.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a raw column that is learned from: with the rows and their folds, all that
 * its features depend on.
 *
 * @param reading as what its values are read to begin with; null for as they are
 * @param formats of times
 * @param fill what stands in for missing values, before anything else; null for nothing
 * @param levels how many different values the training rows had
 */
public record ColumnPlan(
    String name,
    Kind kind,
    @Nullable Reading reading,
    List<String> formats,
    @Nullable Object fill,
    int levels) {
  /** As what a column is learned from. */
  public enum Kind {
    NUMBER,
    CATEGORY,
    /** Sentences, word by word. */
    WORDS,
    TIME,
    /** Lists of numbers. */
    LIST
  }

  public ColumnPlan {
    formats = List.copyOf(formats);
  }
}
