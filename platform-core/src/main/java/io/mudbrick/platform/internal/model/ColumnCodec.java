package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@link ColumnEncoder} made ready to encode: lookup tables built, names spelled. Immutable. */
public abstract class ColumnCodec {
  private final List<String> features;

  ColumnCodec(List<String> features) {
    this.features = List.copyOf(features);
  }

  /** The names of the features it writes. */
  public final List<String> features() {
    return features;
  }

  /** The column as {@link #encode} wants it: once for all rows. */
  public Column read(Column column) {
    return column;
  }

  /** For each feature how many codes of categories it takes; 0 where it is a plain number. */
  public int codes() {
    return 0;
  }

  /** Writes the features of one row of a column that {@link #read} gave, from {@code at} on. */
  public abstract void encode(Column column, int row, float[] out, int at);

  public static ColumnCodec of(String column, ColumnEncoder encoder) {
    if (encoder instanceof ColumnEncoder.Numeric numeric) {
      return new NumberCodecs.Plain(column, numeric);
    }
    if (encoder instanceof ColumnEncoder.Shaped shaped) {
      return new NumberCodecs.Bent(column, shaped);
    }
    if (encoder instanceof ColumnEncoder.Elements elements) {
      return new NumberCodecs.Listed(column, elements);
    }
    if (encoder instanceof ColumnEncoder.OneHot oneHot) {
      return new CategoryCodecs.OneHotCodec(column, oneHot);
    }
    if (encoder instanceof ColumnEncoder.Ordinal ordinal) {
      return new CategoryCodecs.OrdinalCodec(column, ordinal);
    }
    if (encoder instanceof ColumnEncoder.Hashed hashed) {
      return new CategoryCodecs.HashedCodec(column, hashed);
    }
    if (encoder instanceof ColumnEncoder.TargetMean means) {
      return new CategoryCodecs.TargetMeanCodec(column, means);
    }
    if (encoder instanceof ColumnEncoder.Lookup lookup) {
      return new CategoryCodecs.LookupCodec(column, lookup);
    }
    if (encoder instanceof ColumnEncoder.Words words) {
      return new WordsCodec(column, words);
    }
    if (encoder instanceof ColumnEncoder.Imputed imputed) {
      return new ReadingCodec(new Readings.Filling(imputed.value()), of(column, imputed.then()));
    }
    if (encoder instanceof ColumnEncoder.Parsed parsed) {
      return new ReadingCodec(Readings.of(parsed), of(column, parsed.then()));
    }
    return new DateCodec(column, (ColumnEncoder.DateParts) encoder);
  }

  /** The names as XGBoost takes them; the same name twice gets a number. */
  public static List<String> unique(List<String> names) {
    List<String> out = new ArrayList<>(names.size());
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      String safe = name.replace('[', '(').replace(']', ')').replace('<', '_');
      String own = safe;
      for (int i = 2; !seen.add(own); i++) {
        own = safe + "~" + i;
      }
      out.add(own);
    }
    return out;
  }

  static Map<String, Integer> index(List<String> categories) {
    Map<String, Integer> index = new HashMap<>();
    for (String category : categories) {
      index.putIfAbsent(category, index.size());
    }
    if (index.size() != categories.size()) {
      throw ModelErrors.malformed("preparation", "a category stands twice");
    }
    return index;
  }
}
