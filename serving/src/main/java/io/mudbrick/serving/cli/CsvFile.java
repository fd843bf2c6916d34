package io.mudbrick.serving.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;

/** A CSV file that grows by parts that have a header each. For one thread. */
final class CsvFile implements AutoCloseable {
  private final CsvWriter csv;
  private long rows;
  private boolean headed;

  private CsvFile(CsvWriter csv) {
    this.csv = csv;
  }

  static CsvFile create(Path file) throws IOException {
    return new CsvFile(CsvWriter.builder().build(file));
  }

  /** What there is of the file, as far as its last whole part. */
  static CsvFile resume(Path file) throws IOException {
    if (!Files.exists(file)) {
      return create(file);
    }
    Path before = file.resolveSibling(file.getFileName() + ".before");
    Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
    CsvFile grown = create(file);
    try (InputStream old = Files.newInputStream(before);
        CsvReader<CsvRecord> count = reader(Files.newInputStream(before))) {
      long whole = (Math.max(0, count.stream().count() - 1) / CsvParts.ROWS) * CsvParts.ROWS;
      grown.append(old, whole);
    }
    Files.delete(before);
    return grown;
  }

  private static CsvReader<CsvRecord> reader(InputStream in) {
    return CsvReader.builder().ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** Adds a part, and its header when it is the first. */
  void append(InputStream part) throws IOException {
    append(part, Long.MAX_VALUE);
  }

  private void append(InputStream part, long most) throws IOException {
    try (CsvReader<CsvRecord> reader = reader(part)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (records.hasNext()) {
        CsvRecord header = records.next();
        if (!headed) {
          csv.writeRecord(header.getFields());
          headed = true;
        }
      }
      for (long i = 0; i < most && records.hasNext(); i++) {
        csv.writeRecord(records.next().getFields());
        rows++;
      }
    }
    csv.flush();
  }

  /** How many rows it has. */
  long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
