package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of a record in a segment; numbers are big-endian:
 *
 * <pre>
 *  0  the length of what follows this header
 *  4  the CRC-32C of what follows this header
 *  8  the CRC-32C of the eight bytes before: half a frame is told from one whose length is wrong
 * 12  when it was appended, in milliseconds since 1970
 * 20  topic and scope, each led by its length in two bytes, in UTF-8
 *     what was appended
 * </pre>
 */
final class Frame {
  static final int HEADER = 12;
  static final int NAMES = HEADER + Long.BYTES;
  private static final int CHECKED = 8;

  private Frame() {}

  /** Topic and scope as each of their frames has them. */
  static byte[] names(String topic, String scope) {
    byte[] first = topic.getBytes(StandardCharsets.UTF_8);
    byte[] second = scope.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 * Short.BYTES + first.length + second.length)
        .putShort((short) first.length)
        .put(first)
        .putShort((short) second.length)
        .put(second)
        .array();
  }

  static byte[] of(byte[] names, long at, byte[] body) {
    byte[] bytes = new byte[NAMES + names.length + body.length];
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    frame.putLong(HEADER, at).put(NAMES, names).put(NAMES + names.length, body);
    int length = bytes.length - HEADER;
    frame.putInt(length).putInt(crc(bytes, HEADER, length)).putInt(crc(bytes, 0, CHECKED));
    return bytes;
  }

  /**
   * The length of the frame that begins there.
   *
   * @param buffer has all of its header
   * @throws PlatformException {@code DATA_LOSS} when no header was written there
   */
  static int length(byte[] buffer, int start) {
    ByteBuffer header = ByteBuffer.wrap(buffer);
    int length = header.getInt(start);
    if (length < Long.BYTES || header.getInt(start + CHECKED) != crc(buffer, start, CHECKED)) {
      throw damaged();
    }
    return Math.addExact(HEADER, length);
  }

  /**
   * @throws PlatformException {@code DATA_LOSS} when a frame is not what was written
   */
  static void check(byte[] buffer, int start, int length) {
    int written = ByteBuffer.wrap(buffer).getInt(start + Integer.BYTES);
    if (written != crc(buffer, start + HEADER, length - HEADER)) {
      throw damaged();
    }
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  static PlatformException damaged() {
    return new PlatformException(
        ErrorCode.DATA_LOSS, "A record of the journal is not what was written");
  }
}
