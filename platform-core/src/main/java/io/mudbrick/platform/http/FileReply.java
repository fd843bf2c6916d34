package io.mudbrick.platform.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a file: whole or the one range asked for, as an attachment that no browser is to
 * interpret. {@code HEAD}, {@code Range}, {@code If-Range} and {@code If-Unmodified-Since} are
 * understood. Several ranges in one request are answered with the whole file, as the object stores
 * behind the product do.
 */
public final class FileReply {
  private static final Set<String> TEXT =
      Set.of("txt", "log", "err", "yaml", "yml", "json", "md", "csv", "tsv", "cfg", "ini", "py");

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private FileReply() {}

  /** Opens a file; to be closed by whoever opened it. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * @param name from which the content type is guessed
   * @param modified when the file was last changed, if that is known
   * @param content is opened only if it is to be sent
   */
  public static HttpReply of(
      HttpCall call, String name, long size, @Nullable Instant modified, Opener content) {
    return of(call, name, contentType(name), size, modified, content);
  }

  /** As the other, with the content type given. */
  public static HttpReply of(
      HttpCall call,
      String name,
      String contentType,
      long size,
      @Nullable Instant modified,
      Opener content) {
    requireUnmodified(call, modified);
    Range range = fresh(call, modified) ? Range.of(call.header("Range"), size) : null;
    if (range != null && range.first() >= size) {
      return refused(size);
    }
    Range sent = range == null ? new Range(0, size) : range;
    HttpReply reply =
        HttpReply.stream(
                contentType,
                sent.length(),
                out -> {
                  try (InputStream in = content.open()) {
                    in.skipNBytes(sent.first());
                    (sent.end() == size ? in : new Bounded(in, sent.length())).transferTo(out);
                  }
                })
            .withHeader("Accept-Ranges", "bytes")
            .withHeader("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name))
            .withHeader("X-Content-Type-Options", "nosniff");
    if (modified != null) {
      reply = reply.withHeader("Last-Modified", HTTP_DATE.format(modified));
    }
    return range == null
        ? reply
        : reply
            .withStatus(206)
            .withHeader(
                "Content-Range", "bytes " + sent.first() + "-" + (sent.end() - 1) + "/" + size);
  }

  /** RFC 9110 has no body for it, but the clients read one. */
  private static HttpReply refused(long size) {
    return ErrorDialect.DATABRICKS
        .render(
            new PlatformException(
                ErrorCode.REQUESTED_RANGE_NOT_SATISFIABLE,
                "The range begins behind the end of the file, which has " + size + " bytes.",
                Map.of(),
                null))
        .withHeader("Content-Range", "bytes */" + size);
  }

  private static void requireUnmodified(HttpCall call, @Nullable Instant modified) {
    Instant since = date(call.header("If-Unmodified-Since"));
    if (since != null
        && modified != null
        && modified.truncatedTo(ChronoUnit.SECONDS).isAfter(since)) {
      throw new PlatformException(
          ErrorCode.PRECONDITION_FAILED,
          "The file has been modified since " + HTTP_DATE.format(since) + ".");
    }
  }

  /** Whether the range that the client wants is one of the file that it knows. */
  private static boolean fresh(HttpCall call, @Nullable Instant modified) {
    String condition = call.header("If-Range");
    return condition == null
        || (modified != null && modified.truncatedTo(ChronoUnit.SECONDS).equals(date(condition)));
  }

  private static @Nullable Instant date(@Nullable String header) {
    try {
      return header == null ? null : Instant.from(HTTP_DATE.parse(header));
    } catch (DateTimeParseException e) {
      return null; // a recipient must ignore what is no date
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String contentType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.equals("MLmodel") || TEXT.contains(extension)) {
      return "text/plain; charset=utf-8";
    }
    String guess = URLConnection.guessContentTypeFromName(name);
    return guess == null ? "application/octet-stream" : guess;
  }

  /** Bytes from {@code first} on, {@code end} excluded. */
  private record Range(long first, long end) {

    long length() {
      return end - first;
    }

    /** The one range that a header asks for; {@code null} when the whole file is to be sent. */
    static @Nullable Range of(@Nullable String header, long size) {
      if (header == null
          || !header.matches("bytes=\\s*([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})\\s*")) {
        return null;
      }
      String spec = header.substring("bytes=".length()).strip();
      int dash = spec.indexOf('-');
      if (dash == 0) {
        long last = Math.min(size, Long.parseLong(spec.substring(1)));
        return new Range(size - last, size);
      }
      long first = Long.parseLong(spec.substring(0, dash));
      String last = spec.substring(dash + 1);
      long end = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
      boolean backwards = !last.isEmpty() && Long.parseLong(last) < first;
      return backwards ? null : new Range(first, end);
    }
  }

  /** The first bytes of a stream. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(bytes, offset, (int) Math.min(left, length));
      left -= Math.max(0, read);
      return read;
    }
  }
}
