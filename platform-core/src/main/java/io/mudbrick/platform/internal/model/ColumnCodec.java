package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link ColumnEncoder} made ready to encode: lookup tables built, names spelled. Immutable. */
public abstract class ColumnCodec {
  private final List<String> features;

  private ColumnCodec(List<String> features) {
    this.features = List.copyOf(features);
  }

  /** The names of the features it writes. */
  public final List<String> features() {
    return features;
  }

  /** Writes the features of one row from {@code out[at]} on. */
  public abstract void encode(Column column, int row, float[] out, int at);

  public static ColumnCodec of(String column, ColumnEncoder encoder) {
    if (encoder instanceof ColumnEncoder.Numeric numeric) {
      return new NumericCodec(column, numeric);
    }
    if (encoder instanceof ColumnEncoder.OneHot oneHot) {
      return new OneHotCodec(column, oneHot);
    }
    if (encoder instanceof ColumnEncoder.Ordinal ordinal) {
      return new OrdinalCodec(column, ordinal);
    }
    if (encoder instanceof ColumnEncoder.TargetMean means) {
      return new TargetMeanCodec(column, means);
    }
    return new DatePartsCodec(column, (ColumnEncoder.DateParts) encoder);
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

  private static Map<String, Integer> index(List<String> categories) {
    Map<String, Integer> index = new HashMap<>();
    for (String category : categories) {
      index.putIfAbsent(category, index.size());
    }
    if (index.size() != categories.size()) {
      throw ModelErrors.malformed("preparation", "a category stands twice");
    }
    return index;
  }

  private static List<String> numericNames(String column, ColumnEncoder.Numeric numeric) {
    return numeric.missingIndicator() ? List.of(column, column + "=(missing)") : List.of(column);
  }

  private static void put(ColumnEncoder.Numeric numeric, double raw, float[] out, int at) {
    boolean missing = Double.isNaN(raw);
    Double impute = numeric.impute();
    double value = missing && impute != null ? impute : raw;
    out[at] = (float) ((value - numeric.shift()) / numeric.scale());
    if (numeric.missingIndicator()) {
      out[at + 1] = missing ? 1 : 0;
    }
  }

  private static final class NumericCodec extends ColumnCodec {
    private final ColumnEncoder.Numeric numeric;

    NumericCodec(String column, ColumnEncoder.Numeric numeric) {
      super(numericNames(column, numeric));
      this.numeric = numeric;
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      put(numeric, column.number(row), out, at);
    }
  }

  private static final class OneHotCodec extends ColumnCodec {
    private final Map<String, Integer> index;
    private final boolean other;

    OneHotCodec(String column, ColumnEncoder.OneHot oneHot) {
      super(names(column, oneHot));
      this.index = index(oneHot.categories());
      this.other = oneHot.other();
    }

    private static List<String> names(String column, ColumnEncoder.OneHot oneHot) {
      List<String> names = new ArrayList<>();
      oneHot.categories().forEach(category -> names.add(column + "=" + category));
      if (oneHot.other()) {
        names.add(column + "=(other)");
      }
      return names;
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      int width = features().size();
      for (int i = 0; i < width; i++) {
        out[at + i] = 0;
      }
      Integer hit = lookup(index, column.text(row));
      if (hit != null) {
        out[at + hit] = 1;
      } else if (other) {
        out[at + width - 1] = 1;
      }
    }
  }

  private static <T> @Nullable T lookup(Map<String, T> table, @Nullable String key) {
    return key == null ? null : table.get(key);
  }

  private static final class OrdinalCodec extends ColumnCodec {
    private final Map<String, Integer> index;

    OrdinalCodec(String column, ColumnEncoder.Ordinal ordinal) {
      super(List.of(column));
      this.index = index(ordinal.categories());
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      String text = column.text(row);
      Integer hit = lookup(index, text);
      out[at] = text == null ? Float.NaN : hit == null ? -1 : hit;
    }
  }

  private static final class TargetMeanCodec extends ColumnCodec {
    private final Map<String, Double> means;
    private final double fallback;

    TargetMeanCodec(String column, ColumnEncoder.TargetMean encoder) {
      super(List.of(column));
      this.means = encoder.means();
      this.fallback = encoder.fallback();
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      Double mean = lookup(means, column.text(row));
      out[at] = (float) (mean == null ? fallback : mean);
    }
  }

  private static final class DatePartsCodec extends ColumnCodec {
    private final List<ColumnEncoder.Part> parts;

    DatePartsCodec(String column, ColumnEncoder.DateParts encoder) {
      super(names(column, encoder));
      this.parts = encoder.parts();
    }

    private static List<String> names(String column, ColumnEncoder.DateParts encoder) {
      List<String> names = new ArrayList<>();
      for (ColumnEncoder.Part part : encoder.parts()) {
        String own = column + "." + part.part().name().toLowerCase(Locale.ROOT);
        names.addAll(numericNames(own, part.numeric()));
      }
      return names;
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      Object value = column.value(row);
      ZonedDateTime time = value == null ? null : Dates.instant(value).atZone(ZoneOffset.UTC);
      int position = at;
      for (ColumnEncoder.Part part : parts) {
        double number = time == null ? Double.NaN : read(part.part(), time);
        put(part.numeric(), number, out, position);
        position += part.numeric().missingIndicator() ? 2 : 1;
      }
    }
  }

  /** The numbers of a date part down a column; NaN where there is no date. */
  public static double read(ColumnEncoder.DatePart part, @Nullable Object date) {
    if (date == null) {
      return Double.NaN;
    }
    Instant instant = Dates.instant(date);
    return read(part, instant.atZone(ZoneOffset.UTC));
  }

  private static double read(ColumnEncoder.DatePart part, ZonedDateTime time) {
    return switch (part) {
      case YEAR -> time.getYear();
      case MONTH -> time.getMonthValue();
      case DAY -> time.getDayOfMonth();
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
      case HOUR -> time.getHour();
      case EPOCH_DAY -> time.toLocalDate().toEpochDay();
    };
  }
}
