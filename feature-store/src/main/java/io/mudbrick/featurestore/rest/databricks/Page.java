package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.platform.http.HttpCall;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is sorted by name.
 *
 * @param nextPageToken the name of the last item, when there are more
 */
record Page<T>(List<T> items, @Nullable String nextPageToken) {
  private static final int DEFAULT_SIZE = 100;
  private static final int LARGEST_SIZE = 1000;

  /** What {@code page_size} and {@code page_token} ask for. */
  static <T> Page<T> of(HttpCall call, List<T> all, Function<T, String> name) {
    String after = call.query("page_token");
    List<T> rest =
        all.stream()
            .filter(item -> after == null || name.apply(item).compareTo(after) > 0)
            .toList();
    int size = size(call.query("page_size"));
    return rest.size() <= size
        ? new Page<>(rest, null)
        : new Page<>(rest.subList(0, size), name.apply(rest.get(size - 1)));
  }

  private static int size(@Nullable String asked) {
    if (asked == null) {
      return DEFAULT_SIZE;
    }
    if (!asked.matches("\\d{1,9}")) {
      throw OnlineErrors.badPageSize(asked);
    }
    int size = Integer.parseInt(asked);
    return size == 0 ? DEFAULT_SIZE : Math.min(size, LARGEST_SIZE);
  }
}
