package io.mudbrick.serving.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The rows of a CSV file, some at a time, each time with the header. For one thread. */
final class CsvParts implements Iterator<String>, AutoCloseable {
  /** How many rows travel in one request. */
  static final int ROWS = 10_000;

  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;

  private CsvParts(CsvReader<CsvRecord> reader) {
    this.reader = reader;
    this.records = reader.iterator();
    this.header = records.hasNext() ? records.next().getFields() : List.of();
  }

  static CsvParts open(Path file) throws IOException {
    return new CsvParts(CsvReader.builder().ofCsvRecord(Files.newBufferedReader(file)));
  }

  /** Passes by rows that are done. */
  void skip(long rows) {
    for (long i = 0; i < rows && records.hasNext(); i++) {
      records.next();
    }
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public String next() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().build(text);
    csv.writeRecord(header);
    for (int i = 0; i < ROWS && records.hasNext(); i++) {
      csv.writeRecord(records.next().getFields());
    }
    flush(csv);
    return text.toString();
  }

  private static void flush(CsvWriter csv) {
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
