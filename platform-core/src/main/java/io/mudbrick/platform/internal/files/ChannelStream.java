package io.mudbrick.platform.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file as a stream that skips by moving its position and hands on in large chunks. */
final class ChannelStream extends InputStream {
  private static final int CHUNK = 1 << 17;

  private final FileChannel channel;

  ChannelStream(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public long skip(long count) throws IOException {
    long from = channel.position();
    long to = Math.min(channel.size(), from + Math.max(0, count));
    channel.position(to);
    return to - from;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(Integer.MAX_VALUE, channel.size() - channel.position());
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long total = 0;
    for (int n = read(chunk); n >= 0; n = read(chunk)) {
      out.write(chunk, 0, n);
      total += n;
    }
    return total;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
