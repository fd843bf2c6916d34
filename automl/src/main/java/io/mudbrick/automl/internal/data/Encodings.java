package io.mudbrick.automl.internal.data;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Encodes the rows when an encoding is first asked for, and once only. Thread-safe. */
final class Encodings {
  private final Function<Encoding, Encoded> encoder;
  private final Map<Encoding, Encoded> made = new EnumMap<>(Encoding.class);

  Encodings(Function<Encoding, Encoded> encoder) {
    this.encoder = encoder;
  }

  synchronized Encoded get(Encoding encoding) {
    return made.computeIfAbsent(encoding, encoder);
  }
}
