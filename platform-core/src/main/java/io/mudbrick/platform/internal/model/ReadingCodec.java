package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;

/** Reads a column as another one, then encodes that. */
final class ReadingCodec extends ColumnCodec {
  private final Readings reading;
  private final ColumnCodec then;

  ReadingCodec(Readings reading, ColumnCodec then) {
    super(then.features());
    this.reading = reading;
    this.then = then;
  }

  @Override
  public Column read(Column column) {
    return then.read(reading.read(column));
  }

  @Override
  public int codes() {
    return then.codes();
  }

  @Override
  public void encode(Column column, int row, float[] out, int at) {
    then.encode(column, row, out, at);
  }
}
