package io.mudbrick.tracking.internal.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts long lists to what one statement takes. */
final class Chunks {
  private Chunks() {}

  static <T> List<List<T>> of(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += Sql.MAX_VALUES) {
      chunks.add(list.subList(from, Math.min(from + Sql.MAX_VALUES, list.size())));
    }
    return chunks;
  }
}
