package io.mudbrick.registry.internal.webhooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP/1.1 answer, of which a stranger decides what it holds: everything has a limit. */
final class AnswerReader {
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_BODY = 64 << 10;
  private static final int CONTINUE = 100;
  private static final int OK = 200;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

  private final InputStream in;

  private AnswerReader(InputStream in) {
    this.in = in;
  }

  static Posts.Answer read(InputStream in) throws IOException {
    return new AnswerReader(in).answer();
  }

  private Posts.Answer answer() throws IOException {
    int status = status();
    Map<String, String> headers = headers();
    while (status >= CONTINUE && status < OK) {
      status = status();
      headers = headers();
    }
    return new Posts.Answer(
        status,
        number(headers.get("retry-after")),
        new String(body(headers), StandardCharsets.UTF_8));
  }

  private int status() throws IOException {
    Matcher matcher = STATUS.matcher(line());
    if (!matcher.matches()) {
      throw new IOException("The receiver does not answer in HTTP/1.1");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < MAX_HEADERS; i++) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    throw new IOException("The receiver's answer has too many headers");
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      while (body.size() < MAX_BODY) {
        int size = chunk();
        if (size == 0) {
          break;
        }
        copy(size, body);
        line();
      }
    } else {
      Long length = number(headers.get("content-length"));
      copy(length == null ? MAX_BODY : length, body);
    }
    return body.toByteArray();
  }

  private int chunk() throws IOException {
    String size = line().split(";", 2)[0].strip();
    if (!size.matches("[0-9a-fA-F]{1,7}")) {
      throw new IOException("The receiver's answer has a broken chunk");
    }
    return Integer.parseInt(size, 16);
  }

  private void copy(long length, ByteArrayOutputStream body) throws IOException {
    for (long i = 0; i < length && body.size() < MAX_BODY; i++) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      body.write(next);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() == MAX_LINE) {
        throw new IOException("The receiver's answer is cut off, or its headers are too long");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static @Nullable Long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Long.valueOf(text) : null;
  }
}
