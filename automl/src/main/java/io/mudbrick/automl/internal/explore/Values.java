package io.mudbrick.automl.internal.explore;

import io.mudbrick.platform.model.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One column's values by what they are. */
record Values(String name, Column column, Kind kind) {
  /** What a column holds. */
  enum Kind {
    NUMBER("number"),
    WHOLE_NUMBER("whole number"),
    BOOLEAN("boolean"),
    TEXT("text"),
    DATE("date"),
    TIME("time"),
    LIST("list"),
    OTHER("other"),
    EMPTY("empty");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** Whether it lies on a line: numbers and times. */
    boolean measured() {
      return this == NUMBER || this == WHOLE_NUMBER || temporal();
    }

    boolean temporal() {
      return this == DATE || this == TIME;
    }
  }

  static Values of(String name, Column column) {
    @Nullable Kind kind = null;
    for (int i = 0; i < column.size(); i++) {
      if (missing(column, i)) {
        continue;
      }
      Kind own = kind(column, i);
      kind = kind == null || kind == own ? own : widen(kind, own);
      if (kind == Kind.OTHER || column.kind() != Column.Kind.OBJECT) {
        break;
      }
    }
    return new Values(name, column, kind == null ? Kind.EMPTY : kind);
  }

  private static Kind kind(Column column, int row) {
    return switch (column.kind()) {
      case DOUBLE -> Kind.NUMBER;
      case LONG -> Kind.WHOLE_NUMBER;
      case BOOLEAN -> Kind.BOOLEAN;
      case STRING -> Kind.TEXT;
      case OBJECT -> kind(column.value(row));
    };
  }

  private static Kind kind(@Nullable Object value) {
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return Kind.WHOLE_NUMBER;
    }
    if (value instanceof Number) {
      return Kind.NUMBER;
    }
    if (value instanceof Boolean) {
      return Kind.BOOLEAN;
    }
    if (value instanceof String) {
      return Kind.TEXT;
    }
    if (value instanceof LocalDate) {
      return Kind.DATE;
    }
    if (value instanceof Instant || value instanceof LocalDateTime) {
      return Kind.TIME;
    }
    boolean many =
        value instanceof Collection || value instanceof double[] || value instanceof float[];
    return many ? Kind.LIST : Kind.OTHER;
  }

  private static Kind widen(Kind one, Kind other) {
    boolean numbers = one.measured() && other.measured() && !one.temporal() && !other.temporal();
    return numbers ? Kind.NUMBER : Kind.OTHER;
  }

  int size() {
    return column.size();
  }

  boolean missing(int row) {
    return missing(column, row);
  }

  static boolean missing(Column column, int row) {
    if (column.kind() == Column.Kind.DOUBLE) {
      return Double.isNaN(column.number(row));
    }
    return column.isNull(row) || (column.value(row) instanceof Double d && d.isNaN());
  }

  /** A measured value: the number, or seconds since 1970; NaN where it is missing. */
  double measure(int row) {
    if (!kind.temporal()) {
      return column.number(row);
    }
    Object value = column.value(row);
    if (value instanceof LocalDate day) {
      return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
    if (value instanceof LocalDateTime time) {
      return time.toEpochSecond(ZoneOffset.UTC);
    }
    return value instanceof Instant time ? time.getEpochSecond() : Double.NaN;
  }

  /** A value as text; must not be missing. */
  String text(int row) {
    Object value = column.value(row);
    if (value instanceof Map || value instanceof Collection) {
      return Texts.cut(value.toString(), 200);
    }
    return value != null && value.getClass().isArray()
        ? value.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : String.valueOf(column.text(row));
  }

  /** Equal for equal values; must not be missing. */
  int hash(int row) {
    return kind.measured() ? Double.hashCode(measure(row)) : text(row).hashCode();
  }

  /** A measure as people read it. */
  String label(double measure) {
    if (kind.temporal()) {
      return kind == Kind.DATE ? Texts.day(measure) : Texts.time(measure);
    }
    return Texts.number(measure);
  }
}
