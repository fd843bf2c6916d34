package io.mudbrick.tracking.rest.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks what exporters packed, up to a size: a small message may hold a large one. */
final class OtlpBody {
  /** As much as may come unpacked. */
  static final int LARGEST = 64 << 20;

  private OtlpBody() {}

  static byte[] of(byte[] body, @Nullable String encoding) throws OtlpException {
    if (encoding == null || encoding.isEmpty()) {
      return body;
    }
    String packed = encoding.toLowerCase(Locale.ROOT);
    return switch (packed) {
      case "gzip" -> {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
          yield bounded(in);
        } catch (IOException e) {
          throw new OtlpException(400, "Failed to decompress gzip payload");
        }
      }
      case "deflate" -> deflated(body);
      default -> throw new OtlpException(400, "Unsupported Content-Encoding: " + packed);
    };
  }

  /** Some send zlib's form, some the bare one. */
  private static byte[] deflated(byte[] body) throws OtlpException {
    try {
      return inflated(body, false);
    } catch (IOException e) {
      try {
        return inflated(body, true);
      } catch (IOException bare) {
        throw new OtlpException(400, "Failed to decompress deflate payload");
      }
    }
  }

  private static byte[] inflated(byte[] body, boolean bare) throws IOException, OtlpException {
    Inflater inflater = new Inflater(bare);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
      return bounded(in);
    } finally {
      inflater.end();
    }
  }

  private static byte[] bounded(InputStream in) throws IOException, OtlpException {
    byte[] unpacked = in.readNBytes(LARGEST + 1);
    if (unpacked.length > LARGEST) {
      throw new OtlpException(
          400, "The unpacked payload exceeds the maximum of " + LARGEST + " bytes");
    }
    return unpacked;
  }
}
