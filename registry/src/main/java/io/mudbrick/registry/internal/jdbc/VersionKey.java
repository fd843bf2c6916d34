package io.mudbrick.registry.internal.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which version. */
public record VersionKey(String modelId, long version) {
  /** As many as are asked for in one statement. */
  private static final int SOME = 400;

  /** A condition on {@code model_id} and {@code version}, with the values for it. */
  record Among(String condition, Object[] values) {}

  static void some(List<VersionKey> keys, Consumer<Among> each) {
    for (int from = 0; from < keys.size(); from += SOME) {
      List<VersionKey> some = keys.subList(from, Math.min(keys.size(), from + SOME));
      each.accept(
          new Among(
              "(model_id, version) IN (VALUES "
                  + String.join(", ", Collections.nCopies(some.size(), "(?, ?)"))
                  + ")",
              some.stream()
                  .flatMap(key -> Stream.<Object>of(key.modelId(), key.version()))
                  .toArray()));
    }
  }
}
