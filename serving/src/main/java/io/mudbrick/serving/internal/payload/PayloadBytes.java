package io.mudbrick.serving.internal.payload;

import io.mudbrick.platform.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges as the journal holds them: a byte that says how the rest is laid out, the {@link
 * Source} as JSON, three numbers, four texts. Texts and source are led by their length in four
 * bytes, -1 for what is null and -2 for what was too large. Earlier versions wrote one JSON object.
 *
 * <p>Reads exchanges of one batch: most have their source from the one before. Not thread-safe.
 */
final class PayloadBytes {
  private static final byte LAYOUT = 1;
  private static final int NULL = -1;
  private static final int TOO_LARGE = -2;

  /** What is larger is not kept, as in the product. */
  private static final int MOST_BYTES = 1 << 20;

  private static final int NUMBERS = 2 * Long.BYTES + Integer.BYTES;
  private static final int TEXTS = 4;

  private final Map<String, Source> sources = new HashMap<>();
  private byte[] lastBytes = {};
  private @Nullable Source last;

  /** The parts of an earlier version's object that are not the source's. */
  private record Earlier(
      String requestId,
      @Nullable String clientRequestId,
      long at,
      int status,
      long millis,
      @Nullable String request,
      @Nullable String response,
      List<String> errors) {}

  /**
   * @param source as {@link Json#bytes} has it
   */
  static byte[] of(byte[] source, Exchange exchange) {
    byte[] id = exchange.requestId().getBytes(StandardCharsets.UTF_8);
    String given = exchange.clientRequestId();
    byte[] clientId = given == null ? null : given.getBytes(StandardCharsets.UTF_8);
    int size =
        1
            + Integer.BYTES
            + source.length
            + NUMBERS
            + TEXTS * Integer.BYTES
            + kept(id)
            + kept(clientId)
            + kept(exchange.request())
            + kept(exchange.response());
    byte[] body = new byte[size];
    ByteBuffer bytes =
        ByteBuffer.wrap(body)
            .put(LAYOUT)
            .putInt(source.length)
            .put(source)
            .putLong(exchange.at())
            .putInt(exchange.status())
            .putLong(exchange.millis());
    put(bytes, id);
    put(bytes, clientId);
    put(bytes, exchange.request());
    put(bytes, exchange.response());
    return body;
  }

  private static int kept(byte @Nullable [] text) {
    return text == null || text.length > MOST_BYTES ? 0 : text.length;
  }

  private static void put(ByteBuffer bytes, byte @Nullable [] text) {
    if (text == null) {
      bytes.putInt(NULL);
    } else if (text.length > MOST_BYTES) {
      bytes.putInt(TOO_LARGE);
    } else {
      bytes.putInt(text.length).put(text);
    }
  }

  Payload read(byte[] body) {
    if (body[0] != LAYOUT) {
      return earlier(body);
    }
    ByteBuffer bytes = ByteBuffer.wrap(body, 1, body.length - 1);
    Source source = source(body, bytes);
    long at = bytes.getLong();
    int status = bytes.getInt();
    long millis = bytes.getLong();
    String id = Objects.requireNonNull(text(body, bytes, "", List.of()));
    String clientId = text(body, bytes, "", List.of());
    List<String> errors = new ArrayList<>(0);
    String request = text(body, bytes, "MAX_REQUEST_SIZE_EXCEEDED", errors);
    String response = text(body, bytes, "MAX_RESPONSE_SIZE_EXCEEDED", errors);
    return new Payload(source, id, clientId, at, status, millis, request, response, errors);
  }

  private Source source(byte[] body, ByteBuffer bytes) {
    int length = bytes.getInt();
    int from = bytes.position();
    bytes.position(from + length);
    if (last != null && Arrays.equals(body, from, from + length, lastBytes, 0, lastBytes.length)) {
      return last;
    }
    String json = new String(body, from, length, StandardCharsets.UTF_8);
    Source source = sources.computeIfAbsent(json, text -> Json.read(text, Source.class));
    lastBytes = Arrays.copyOfRange(body, from, from + length);
    last = source;
    return source;
  }

  private static @Nullable String text(
      byte[] body, ByteBuffer bytes, String error, List<String> errors) {
    int length = bytes.getInt();
    if (length < 0) {
      if (length == TOO_LARGE) {
        errors.add(error);
      }
      return null;
    }
    int from = bytes.position();
    bytes.position(from + length);
    return new String(body, from, length, StandardCharsets.UTF_8);
  }

  private static Payload earlier(byte[] json) {
    Earlier rest = Json.read(json, Earlier.class);
    return new Payload(
        Json.read(json, Source.class),
        rest.requestId(),
        rest.clientRequestId(),
        rest.at(),
        rest.status(),
        rest.millis(),
        rest.request(),
        rest.response(),
        rest.errors());
  }
}
