package io.mudbrick.platform.model;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import io.mudbrick.platform.internal.model.CsvCells;
import io.mudbrick.platform.internal.model.CsvColumn;
import io.mudbrick.platform.internal.model.ModelErrors;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV with a header, some at a time: what {@code text/csv} is to MLflow's scoring protocol,
 * and files are to commands. Cells that pandas takes for missing are null. For one thread.
 */
public final class CsvRows implements Iterator<Frame>, AutoCloseable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CsvReader<NamedCsvRecord> reader;
  private final Iterator<NamedCsvRecord> records;
  private final @Nullable Schema schema;
  private final int most;

  private CsvRows(CsvReader<NamedCsvRecord> reader, @Nullable Schema schema, int most) {
    this.reader = reader;
    this.records = reader.iterator();
    this.schema = schema;
    this.most = most;
  }

  /**
   * Opens CSV. A column of the schema gets its type; any other, in each frame, the narrowest of
   * boolean, long, double and text that all its cells have.
   *
   * @param schema of the model that is to score the rows; null for none
   * @param most rows a frame
   */
  public static CsvRows of(Reader in, @Nullable Schema schema, int most) {
    NamedCsvRecordHandler named =
        NamedCsvRecordHandler.of(handler -> handler.allowDuplicateHeaderFields(true));
    return new CsvRows(CsvReader.builder().build(named, in), schema, most);
  }

  /**
   * All rows of a text.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is no CSV, or a cell does
   *     not fit its column
   */
  public static Frame read(String csv, @Nullable Schema schema) {
    try (CsvRows rows = of(new StringReader(csv), schema, Integer.MAX_VALUE)) {
      if (!rows.hasNext()) {
        throw ModelErrors.noRows();
      }
      return rows.next();
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw ModelErrors.badCsv(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw ModelErrors.notUtf8(e);
      }
      throw e;
    }
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST as {@link #read}
   */
  @Override
  public Frame next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<String> names = List.of();
    List<CsvCells> cells = new ArrayList<>();
    for (int rows = 0; rows < most && hasNext(); rows++) {
      NamedCsvRecord record = records.next();
      if (rows == 0) {
        names = named(record.getHeader());
        names.forEach(name -> cells.add(new CsvCells()));
      }
      if (record.getFieldCount() != names.size()) {
        throw ModelErrors.rowLength(names.size(), record.getFieldCount());
      }
      for (int i = 0; i < names.size(); i++) {
        cells.get(i).add(record.getField(i));
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (columns.put(name, CsvColumn.of(name, cells.get(i), field(name))) != null) {
        throw ModelErrors.columnTwice(name);
      }
    }
    return Frame.of(columns);
  }

  /** Spreadsheets put a mark of the byte order before the first name, which is not part of it. */
  private static List<String> named(List<String> header) {
    if (header.isEmpty() || !header.get(0).startsWith(BYTE_ORDER_MARK)) {
      return header;
    }
    List<String> names = new ArrayList<>(header);
    names.set(0, header.get(0).substring(BYTE_ORDER_MARK.length()));
    return names;
  }

  private @Nullable FieldType field(String name) {
    if (schema == null) {
      return null;
    }
    return schema.fields().stream()
        .filter(field -> name.equals(field.name()))
        .map(Field::type)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
