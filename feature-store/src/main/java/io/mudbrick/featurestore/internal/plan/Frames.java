package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.Frame;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between the rows of a scoring request and the columns of tables. */
final class Frames {
  private Frames() {}

  /** What a plan takes of a request, and what the request overrides. */
  static ColumnBatch batch(CompiledPlan plan, Frame frame) {
    Set<String> sent = sent(plan, frame);
    Map<String, Column> wanted = new LinkedHashMap<>(plan.route(sent).inputs());
    for (SpecColumn column : plan.spec().columns()) {
      if (column.include() && sent.contains(column.name())) {
        wanted.putIfAbsent(column.name(), Column.of(column.name(), column.type()));
      }
    }
    return columns(frame, wanted.values());
  }

  /**
   * The columns of the spec that a request brings.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST in a faithful online plan when one
   *     overrides a feature in some rows and not in others
   */
  static Set<String> sent(CompiledPlan plan, Frame frame) {
    Set<String> sent = new HashSet<>();
    for (SpecColumn column : plan.spec().columns()) {
      if (frame.names().contains(column.name())) {
        sent.add(column.name());
        if (plan.faithfulOnline() && !(column instanceof Sent)) {
          requireAllOrNone(column.name(), frame.column(column.name()));
        }
      }
    }
    return sent;
  }

  private static void requireAllOrNone(String name, io.mudbrick.platform.model.Column values) {
    int nulls = 0;
    for (int row = 0; row < values.size(); row++) {
      nulls += values.value(row) == null ? 1 : 0;
    }
    if (nulls > 0 && nulls < values.size()) {
      throw PlanErrors.overriddenInPart(name);
    }
  }

  /**
   * These columns of the frame, as the types that they must have.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST, in the words of a model's
   *     signature, when one is missing or does not fit
   */
  static ColumnBatch columns(Frame frame, Collection<Column> wanted) {
    List<Field> fields =
        wanted.stream().map(column -> Field.of(column.name(), dataType(column))).toList();
    Frame typed = new io.mudbrick.platform.model.Schema(fields).enforce(frame);
    List<ColumnVector> vectors = new ArrayList<>();
    for (Column column : wanted) {
      vectors.add(vector(column, typed.column(column.name())));
    }
    return ColumnBatch.of(Schema.of(List.copyOf(wanted)), vectors);
  }

  private static DataType dataType(Column column) {
    if (column.type() instanceof ColumnType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> DataType.BOOLEAN;
        case BYTE, SHORT, INT -> DataType.INTEGER;
        case LONG -> DataType.LONG;
        case FLOAT -> DataType.FLOAT;
        case DOUBLE -> DataType.DOUBLE;
        case STRING -> DataType.STRING;
        case BINARY -> DataType.BINARY;
        case DATE, TIMESTAMP, TIMESTAMP_NTZ -> DataType.DATETIME;
      };
    }
    throw PlanErrors.unservableKey(column);
  }

  private static ColumnVector vector(Column column, io.mudbrick.platform.model.Column values) {
    ColumnVectorBuilder vector = ColumnVector.builder(column, values.size());
    for (int row = 0; row < values.size(); row++) {
      vector.add(value(column.type(), values.value(row)));
    }
    return vector.build();
  }

  private static @Nullable Object value(ColumnType type, @Nullable Object value) {
    return type == ColumnType.DATE && value instanceof Instant instant
        ? instant.atZone(ZoneOffset.UTC).toLocalDate()
        : value;
  }
}
