package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlRow;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.expr.SqlVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a column. */
final class ColumnNode extends Node {
  private final int index;
  private final SqlType.Storage storage;

  ColumnNode(int index, SqlType type) {
    super(type, List.of());
    this.index = index;
    this.storage = type.storage();
  }

  int index() {
    return index;
  }

  private @Nullable Object fromRow(SqlRow row, Eval eval) {
    Object value = Values.internal(type(), row.value(index));
    eval.setNull(value == null);
    return value;
  }

  @Override
  public boolean bool(Eval eval) {
    SqlRow source = eval.source();
    if (source != null) {
      return fromRow(source, eval) instanceof Boolean value && value;
    }
    SqlVector vector = eval.vector(index);
    eval.setNull(vector.isNull(eval.row()));
    return vector.booleans()[eval.row()];
  }

  @Override
  public long integer(Eval eval) {
    SqlRow source = eval.source();
    if (source != null) {
      return fromRow(source, eval) instanceof Long value ? value : 0;
    }
    SqlVector vector = eval.vector(index);
    eval.setNull(vector.isNull(eval.row()));
    return storage == SqlType.Storage.LONGS
        ? vector.longs()[eval.row()]
        : vector.ints()[eval.row()];
  }

  @Override
  public double real(Eval eval) {
    SqlRow source = eval.source();
    if (source != null) {
      return fromRow(source, eval) instanceof Double value ? value : 0;
    }
    SqlVector vector = eval.vector(index);
    eval.setNull(vector.isNull(eval.row()));
    return storage == SqlType.Storage.DOUBLES
        ? vector.doubles()[eval.row()]
        : vector.floats()[eval.row()];
  }

  @Override
  public @Nullable Object object(Eval eval) {
    SqlRow source = eval.source();
    if (source != null) {
      return fromRow(source, eval);
    }
    SqlVector vector = eval.vector(index);
    Object value = vector.isNull(eval.row()) ? null : vector.objects()[eval.row()];
    eval.setNull(value == null);
    return value;
  }
}
