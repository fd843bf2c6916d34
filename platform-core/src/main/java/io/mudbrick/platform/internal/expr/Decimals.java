package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers with a fixed scale. */
final class Decimals {
  private Decimals() {}

  /** The number rounded to the type's scale, or null when it has too many digits. */
  static @Nullable BigDecimal fit(BigDecimal value, SqlType.Decimal type) {
    // What has far too many digits is not worth rounding: 1e300000 would be written out.
    if ((long) value.precision() - value.scale() > 40) {
      return null;
    }
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
    return scaled.precision() > type.precision() ? null : scaled;
  }
}
