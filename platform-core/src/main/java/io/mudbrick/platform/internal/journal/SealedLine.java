package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A line of the journal: JSON, a tab, and the CRC of the JSON, so that a bit that turned on the
 * disk is not taken for what was written. Lines of earlier versions are JSON alone.
 */
final class SealedLine {
  private static final int SEAL = 9;

  private SealedLine() {}

  /** The bytes of a line, with the newline behind it. */
  static byte[] seal(byte[] head, byte[] fields) {
    int json = head.length + fields.length + 1;
    byte[] line = Arrays.copyOf(head, json + SEAL + 1);
    System.arraycopy(fields, 0, line, head.length, fields.length);
    line[json - 1] = '}';
    line[json] = '\t';
    hex(crc(line, json), line, json + 1);
    line[json + SEAL] = '\n';
    return line;
  }

  /**
   * How many of a line's bytes are its JSON.
   *
   * @throws PlatformException {@code DATA_LOSS} when it is not what was written
   */
  static int open(byte[] line) {
    int json = line.length - SEAL;
    if (json < 0 || line[json] != '\t') {
      checkUnsealed(line);
      return line.length;
    }
    byte[] seal = new byte[SEAL - 1];
    hex(crc(line, json), seal, 0);
    if (!Arrays.equals(line, json + 1, line.length, seal, 0, seal.length)) {
      throw damaged();
    }
    return json;
  }

  private static void checkUnsealed(byte[] line) {
    if (line.length == 0 || line[line.length - 1] != '}') {
      throw damaged();
    }
    try {
      Json.read(line, JournalLine.class);
    } catch (PlatformException e) {
      throw damaged();
    }
  }

  private static int crc(byte[] line, int length) {
    CRC32C crc = new CRC32C();
    crc.update(line, 0, length);
    return (int) crc.getValue();
  }

  private static void hex(int number, byte[] into, int at) {
    for (int i = 0; i < SEAL - 1; i++) {
      into[at + i] = (byte) Character.forDigit(number >>> (28 - 4 * i) & 15, 16);
    }
  }

  private static PlatformException damaged() {
    return new PlatformException(
        ErrorCode.DATA_LOSS, "A line of the journal is not what was written");
  }
}
