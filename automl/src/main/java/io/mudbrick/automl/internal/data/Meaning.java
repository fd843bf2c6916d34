package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.ColumnEncoder.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column's values stand for, which may be more than how they are stored says.
 *
 * @param reading how they are read to begin with; null for as they are
 * @param formats of times
 */
record Meaning(Use use, @Nullable Reading reading, List<String> formats) {
  /** As what a column is learned from. */
  enum Use {
    NUMBER,
    CATEGORY,
    /** Sentences, word by word. */
    WORDS,
    TIME,
    LIST
  }

  Meaning {
    formats = List.copyOf(formats);
  }

  static Meaning plain(Use use) {
    return new Meaning(use, null, List.of());
  }
}
