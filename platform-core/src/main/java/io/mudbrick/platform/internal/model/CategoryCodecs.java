package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Categories, told apart by their texts, as features. */
final class CategoryCodecs {
  private static final int MOST_BUCKETS = 1 << 16;

  private CategoryCodecs() {}

  private static <T> @Nullable T lookup(Map<String, T> table, @Nullable String key) {
    return key == null ? null : table.get(key);
  }

  static final class OneHotCodec extends ColumnCodec {
    private final Map<String, Integer> index;
    private final int missing;
    private final int other;

    OneHotCodec(String column, ColumnEncoder.OneHot oneHot) {
      super(names(column, oneHot));
      this.index = index(oneHot.categories());
      int width = features().size();
      this.other = oneHot.other() ? width - 1 : -1;
      this.missing = oneHot.missing() ? oneHot.categories().size() : other;
    }

    private static List<String> names(String column, ColumnEncoder.OneHot oneHot) {
      List<String> names = new ArrayList<>();
      oneHot.categories().forEach(category -> names.add(column + "=" + category));
      if (oneHot.missing()) {
        names.add(column + "=(missing)");
      }
      if (oneHot.other()) {
        names.add(column + "=(other)");
      }
      return names;
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      Arrays.fill(out, at, at + features().size(), 0);
      String text = column.text(row);
      Integer hit = lookup(index, text);
      int position = hit != null ? hit : text == null ? missing : other;
      if (position >= 0) {
        out[at + position] = 1;
      }
    }
  }

  static final class OrdinalCodec extends ColumnCodec {
    private final Map<String, Integer> index;
    private final boolean other;

    OrdinalCodec(String column, ColumnEncoder.Ordinal ordinal) {
      super(List.of(column));
      this.index = index(ordinal.categories());
      this.other = ordinal.other();
    }

    @Override
    public int codes() {
      return index.size() + (other ? 1 : 0);
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      String text = column.text(row);
      Integer hit = lookup(index, text);
      out[at] = text == null ? Float.NaN : hit != null ? hit : other ? index.size() : -1;
    }
  }

  static final class HashedCodec extends ColumnCodec {
    HashedCodec(String column, ColumnEncoder.Hashed hashed) {
      super(names(column, hashed.buckets()));
    }

    private static List<String> names(String column, int buckets) {
      if (buckets < 1 || buckets > MOST_BUCKETS) {
        throw ModelErrors.malformed("preparation", "there are " + buckets + " buckets");
      }
      List<String> names = new ArrayList<>(buckets);
      for (int i = 0; i < buckets; i++) {
        names.add(column + "#" + i);
      }
      return names;
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      int buckets = features().size();
      Arrays.fill(out, at, at + buckets, 0);
      String text = column.text(row);
      if (text != null) {
        out[at + (int) (Math.abs((long) Murmur.hash(text)) % buckets)] = 1;
      }
    }
  }

  static final class TargetMeanCodec extends ColumnCodec {
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

  static final class LookupCodec extends ColumnCodec {
    private final Map<String, Integer> index;
    private final float[] values;
    private final int unseen;

    LookupCodec(String column, ColumnEncoder.Lookup lookup) {
      super(lookup.outputs().stream().map(output -> column + "." + output).toList());
      this.index = index(List.copyOf(lookup.values().keySet()));
      int width = features().size();
      this.unseen = index.size();
      this.values = new float[Math.multiplyExact(unseen + 2, width)];
      lookup.values().forEach((category, own) -> fill(own, lookupRow(category), width));
      fill(lookup.unseen(), unseen, width);
      fill(lookup.missing(), unseen + 1, width);
    }

    private int lookupRow(String category) {
      return index.getOrDefault(category, unseen);
    }

    private void fill(List<Double> own, int row, int width) {
      if (own.size() != width) {
        throw ModelErrors.malformed("preparation", "a category has too few or too many values");
      }
      for (int i = 0; i < width; i++) {
        values[row * width + i] = own.get(i).floatValue();
      }
    }

    @Override
    public void encode(Column column, int row, float[] out, int at) {
      String text = column.text(row);
      int hit = text == null ? unseen + 1 : lookupRow(text);
      int width = features().size();
      System.arraycopy(values, hit * width, out, at, width);
    }
  }
}
