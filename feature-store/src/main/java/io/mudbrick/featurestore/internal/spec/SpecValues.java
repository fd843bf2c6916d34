package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** Default values between Java and YAML scalars. */
final class SpecValues {
  private SpecValues() {}

  static Object toYaml(Object value) {
    boolean scalar =
        value instanceof Boolean || (value instanceof Number && !(value instanceof BigDecimal));
    return scalar ? value : value.toString();
  }

  /**
   * The scalar as a value of the column's type.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it does not fit
   */
  static Object ofYaml(Column column, Object scalar) {
    ColumnType type = column.type();
    Object value = scalar;
    if (type == ColumnType.TIMESTAMP) {
      value = Instant.parse(scalar.toString());
    } else if (type == ColumnType.DATE) {
      value = LocalDate.parse(scalar.toString());
    } else if (type instanceof ColumnType.Decimal) {
      value = new BigDecimal(scalar.toString());
    } else if (type == ColumnType.FLOAT && scalar instanceof Double wide) {
      value = wide.floatValue(); // written from a float, so nothing is lost
    }
    return Objects.requireNonNull(ColumnVector.builder(column, 1).add(value).build().get(0));
  }
}
