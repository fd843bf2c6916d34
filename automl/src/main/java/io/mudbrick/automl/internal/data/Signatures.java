package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What raw rows a model takes and what it answers. */
final class Signatures {
  private static final String PREDICTION = "prediction";
  private static final FieldType NUMBER = new FieldType.Scalar(DataType.DOUBLE);
  private static final FieldType NUMBERS = new FieldType.ArrayOf(NUMBER);

  private Signatures() {}

  /**
   * Columns that had a missing value may be left out by a caller. Whole numbers among them are
   * doubles: Python has no other that may be missing, and MLflow refuses those as integers.
   */
  static ModelSignature of(Truth truth, Frame features) {
    List<Field> inputs = new ArrayList<>();
    for (Field field : Schema.of(features).fields()) {
      String name = String.valueOf(field.name());
      Column column = features.column(name);
      boolean complete = isComplete(column);
      FieldType type = complete || column.kind() != Column.Kind.LONG ? field.type() : NUMBER;
      inputs.add(new Field(name, holdsLists(column) ? NUMBERS : type, complete));
    }
    return new ModelSignature(
        new Schema(inputs), Schema.of(Field.of(PREDICTION, outputType(truth))));
  }

  private static boolean holdsLists(Column column) {
    if (column.kind() != Column.Kind.OBJECT) {
      return false;
    }
    for (int i = 0; i < column.size(); i++) {
      if (column.value(i) instanceof List<?>) {
        return true;
      }
    }
    return false;
  }

  private static boolean isComplete(Column column) {
    for (int i = 0; i < column.size(); i++) {
      if (column.isNull(i)
          || (column.kind() == Column.Kind.DOUBLE && Double.isNaN(column.number(i)))) {
        return false;
      }
    }
    return true;
  }

  private static DataType outputType(Truth truth) {
    @Nullable Object label = truth.classes() == 0 ? null : truth.target().classes().get(0);
    if (label instanceof String) {
      return DataType.STRING;
    }
    if (label instanceof Boolean) {
      return DataType.BOOLEAN;
    }
    return label instanceof Long ? DataType.LONG : DataType.DOUBLE;
  }
}
