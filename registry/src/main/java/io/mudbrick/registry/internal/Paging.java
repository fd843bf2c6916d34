package io.mudbrick.registry.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Cuts results into pages; a token is the offset of the next one, as MLflow's is. */
public final class Paging {
  private record Token(int offset) {}

  private Paging() {}

  public static <T> Page<T> page(List<T> all, Search search, int usual, int limit) {
    int size = size(search, usual, limit);
    int from = Math.min(offset(search), all.size());
    int to = (int) Math.min((long) from + size, all.size());
    return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
  }

  /** A page of what {@code part} finds, given how many at most and from where. */
  public static <T> Page<T> page(
      Search search, int usual, int limit, BiFunction<Integer, Integer, List<T>> part) {
    int size = size(search, usual, limit);
    int from = offset(search);
    List<T> found = part.apply(size + 1, from);
    return found.size() <= size
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, size), token(from + size));
  }

  private static int size(Search search, int usual, int limit) {
    if (search.maxResults() > limit || search.maxResults() < 0) {
      throw RegistryErrors.badMaxResults(search.maxResults(), limit);
    }
    return search.maxResults() == 0 ? usual : search.maxResults();
  }

  private static int offset(Search search) {
    String token = search.pageToken();
    if (token == null || token.isEmpty()) {
      return 0;
    }
    try {
      byte[] json = Base64.getDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
      int offset = Json.read(json, Token.class).offset();
      if (offset <= 0) {
        throw RegistryErrors.badPageToken();
      }
      return offset;
    } catch (IllegalArgumentException | PlatformException e) {
      throw RegistryErrors.badPageToken();
    }
  }

  private static String token(int offset) {
    return Base64.getEncoder().encodeToString(Json.bytes(Map.of("offset", offset)));
  }
}
