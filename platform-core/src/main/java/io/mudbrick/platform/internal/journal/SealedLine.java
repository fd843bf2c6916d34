package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.journal.FileJournal.JournalLine;
import io.mudbrick.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A line of the journal: JSON, a tab, and the CRC of the JSON, so that a bit that turned on the
 * disk is not taken for what was written. Lines of earlier versions are JSON alone.
 */
final class SealedLine {
  private static final int SEAL = 9;

  private SealedLine() {}

  static String seal(String json) {
    return json + "\t" + HexFormat.of().toHexDigits(crc(json));
  }

  /**
   * The JSON of a line.
   *
   * @throws PlatformException {@code DATA_LOSS} when it is not what was written
   */
  static String open(String line) {
    int tab = line.length() - SEAL;
    if (tab < 0 || line.charAt(tab) != '\t') {
      checkUnsealed(line);
      return line;
    }
    String json = line.substring(0, tab);
    if (!line.substring(tab + 1).equals(HexFormat.of().toHexDigits(crc(json)))) {
      throw damaged();
    }
    return json;
  }

  private static void checkUnsealed(String line) {
    if (!line.endsWith("}")) {
      throw damaged();
    }
    try {
      Json.read(line, JournalLine.class);
    } catch (PlatformException e) {
      throw damaged();
    }
  }

  private static int crc(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  private static PlatformException damaged() {
    return new PlatformException(
        ErrorCode.DATA_LOSS, "A line of the journal is not what was written");
  }
}
