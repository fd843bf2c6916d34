package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list in order of names: at most 100, and the token of the next page is the last
 * name on this one.
 */
record Page<T>(List<T> items, @Nullable String nextPageToken) {
  private static final int MOST = 100;

  static <T> Page<T> of(HttpCall call, List<T> all, Function<T, String> name) {
    return of(call, all, name, "max_results");
  }

  /** As the other, where the number of items has another name. */
  static <T> Page<T> of(
      HttpCall call, List<T> all, Function<T, String> name, String sizeParameter) {
    int size = size(sizeParameter, call.query(sizeParameter));
    String after = call.query("page_token");
    List<T> rest =
        after == null || after.isEmpty()
            ? all
            : all.stream().filter(item -> name.apply(item).compareTo(after) > 0).toList();
    if (rest.size() <= size) {
      return new Page<>(rest, null);
    }
    return new Page<>(rest.subList(0, size), name.apply(rest.get(size - 1)));
  }

  private static int size(String parameter, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return MOST;
    }
    try {
      int size = Integer.parseInt(text);
      if (size >= 0) {
        return size == 0 ? MOST : Math.min(size, MOST);
      }
    } catch (NumberFormatException e) {
      // Told below, like a negative number.
    }
    throw new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        parameter + " must be a number of 0 or more, and is '" + text + "'.");
  }
}
