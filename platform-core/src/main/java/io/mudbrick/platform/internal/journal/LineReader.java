package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads segments as earlier versions wrote them: a line for each record, JSON and behind a tab the
 * CRC of the JSON; those of the first version without it.
 */
final class LineReader implements SegmentReader {
  private static final int SEAL = 9;

  private final InputStream in;
  private long end;
  private Line line = new Line("", "", 0, Map.of());

  private record Line(String topic, String scope, long at, Map<String, Object> fields) {}

  LineReader(Path segment, long from) throws IOException {
    this.in = new BufferedInputStream(Files.newInputStream(segment));
    in.skipNBytes(from);
    this.end = from;
  }

  @Override
  public boolean next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      bytes.write(next);
      next = in.read();
    }
    if (next < 0) {
      return false;
    }
    line = read(bytes.toByteArray());
    end += bytes.size() + 1L;
    return true;
  }

  private static Line read(byte[] line) {
    int json = line.length - SEAL;
    boolean sealed = json >= 0 && line[json] == '\t';
    if (sealed && !seal(line, json).equals(HexFormat.of().toHexDigits(Frame.crc(line, 0, json)))) {
      throw Frame.damaged();
    }
    try {
      return Json.read(sealed ? Arrays.copyOf(line, json) : line, Line.class);
    } catch (PlatformException e) {
      throw Frame.damaged();
    }
  }

  private static String seal(byte[] line, int json) {
    return new String(line, json + 1, SEAL - 1, StandardCharsets.US_ASCII);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public @Nullable JournalRecord record(String journal, long sequence, String topic) {
    return line.topic().equals(topic)
        ? new JournalRecord(
            journal,
            sequence,
            topic,
            line.scope(),
            Instant.ofEpochMilli(line.at()),
            Json.bytes(line.fields()))
        : null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
