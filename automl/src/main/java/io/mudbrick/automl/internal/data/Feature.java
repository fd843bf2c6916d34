package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.ColumnEncoder.Imputed;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Parsed;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A raw column that is learned from, and how its values are read before they are encoded.
 *
 * @param fill what stands in for missing values, before anything else; null for nothing
 */
record Feature(ColumnProfile profile, Meaning meaning, @Nullable Object fill) {
  String name() {
    return profile.name();
  }

  Meaning.Use use() {
    return meaning.use();
  }

  /** The values as they are encoded: read, and filled where they are missing. */
  Column read(Column raw) {
    Reading reading = meaning.reading();
    Column read =
        reading == null ? raw : new Parsed(reading, meaning.formats(), Numeric.AS_IS).read(raw);
    return fill == null ? read : new Imputed(fill, Numeric.AS_IS).read(read);
  }

  /** A step for raw values, made of one for values that {@link #read} gives. */
  ColumnEncoder step(ColumnEncoder encoder) {
    ColumnEncoder filled = fill == null ? encoder : new Imputed(fill, encoder);
    Reading reading = meaning.reading();
    return reading == null ? filled : new Parsed(reading, meaning.formats(), filled);
  }
}
