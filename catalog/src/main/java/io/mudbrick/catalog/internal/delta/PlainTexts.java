package io.mudbrick.catalog.internal.delta;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Texts as a page holds them: each behind its length. */
final class PlainTexts {
  private byte[] page = new byte[1 << 10];
  private int filled;

  void add(byte[] text) {
    int end = Math.addExact(filled, Math.addExact(Integer.BYTES, text.length));
    if (end > page.length) {
      page = Arrays.copyOf(page, Math.max(end, page.length + (page.length >> 1)));
    }
    ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(filled, text.length);
    System.arraycopy(text, 0, page, filled + Integer.BYTES, text.length);
    filled = end;
  }

  int size() {
    return filled;
  }

  /** What was added, to be used before more is. */
  BytesInput take() {
    int size = filled;
    filled = 0;
    return BytesInput.from(page, 0, size);
  }
}
