package io.mudbrick.platform.model;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the narrowest column for boxed values. */
final class ColumnBuilder {
  private ColumnBuilder() {}

  static Column build(List<? extends @Nullable Object> values) {
    return switch (kind(values)) {
      case DOUBLE -> doubles(values);
      case LONG -> longs(values);
      case BOOLEAN -> booleans(values);
      case STRING -> Column.strings(values.toArray(new String[0]));
      case OBJECT -> Column.objects(values.toArray());
    };
  }

  private static Column.Kind kind(List<? extends @Nullable Object> values) {
    Column.Kind kind = null;
    for (Object value : values) {
      if (value == null) {
        continue;
      }
      Column.Kind own = kindOf(value);
      if (kind == null || kind == own) {
        kind = own;
      } else if (isNumeric(kind) && isNumeric(own)) {
        kind = Column.Kind.DOUBLE;
      } else {
        return Column.Kind.OBJECT;
      }
    }
    return kind == null ? Column.Kind.OBJECT : kind;
  }

  private static boolean isNumeric(Column.Kind kind) {
    return kind == Column.Kind.DOUBLE || kind == Column.Kind.LONG;
  }

  private static Column.Kind kindOf(Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return Column.Kind.LONG;
    }
    if (value instanceof Number) {
      return Column.Kind.DOUBLE;
    }
    if (value instanceof Boolean) {
      return Column.Kind.BOOLEAN;
    }
    return value instanceof String ? Column.Kind.STRING : Column.Kind.OBJECT;
  }

  private static Column doubles(List<? extends @Nullable Object> values) {
    double[] out = new double[values.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < out.length; i++) {
      if (values.get(i) instanceof Number number) {
        out[i] = number.doubleValue();
      } else {
        nulls.set(i);
      }
    }
    return Column.doubles(out, nulls);
  }

  private static Column longs(List<? extends @Nullable Object> values) {
    long[] out = new long[values.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < out.length; i++) {
      if (values.get(i) instanceof Number number) {
        out[i] = number.longValue();
      } else {
        nulls.set(i);
      }
    }
    return Column.longs(out, nulls);
  }

  private static Column booleans(List<? extends @Nullable Object> values) {
    boolean[] out = new boolean[values.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < out.length; i++) {
      if (values.get(i) instanceof Boolean flag) {
        out[i] = flag;
      } else {
        nulls.set(i);
      }
    }
    return Column.booleans(out, nulls);
  }
}
