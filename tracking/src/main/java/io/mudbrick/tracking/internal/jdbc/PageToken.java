package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.TrackingErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Where a page ended: the sort values of its last row. Rows that come later cannot shift it, as
 * they would shift an offset.
 *
 * @param query a check sum of the search, because a place in one order means nothing in another
 */
record PageToken(String query, List<Object> after) {

  static PageToken of(Object search, List<Object> after) {
    return new PageToken(checkSum(search), after);
  }

  String encode() {
    byte[] json = Json.bytes(Map.of("q", query, "after", after));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /**
   * @throws PlatformException {@code INVALID_PARAMETER_VALUE} when it is no token, or another
   *     search's
   */
  static PageToken decode(String token, Object search, List<OrderTerm> terms) {
    Map<String, Object> json;
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(token);
      json = Json.object(new String(decoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | PlatformException e) {
      throw TrackingErrors.badPageToken();
    }
    if (!(json.get("q") instanceof String query && json.get("after") instanceof List<?> after)) {
      throw TrackingErrors.badPageToken();
    }
    if (!query.equals(checkSum(search)) || after.size() != terms.size()) {
      throw TrackingErrors.pageTokenOfOtherSearch();
    }
    for (int i = 0; i < terms.size(); i++) {
      boolean text = terms.get(i).type() == OrderTerm.Type.TEXT;
      if (text ? !(after.get(i) instanceof String) : !(after.get(i) instanceof Number)) {
        throw TrackingErrors.badPageToken();
      }
    }
    return new PageToken(query, List.copyOf(after));
  }

  private static String checkSum(Object search) {
    CRC32 crc = new CRC32();
    crc.update(String.valueOf(search).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
