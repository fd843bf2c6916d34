package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads columns of one Parquet file into arrays, column by column, without making records. */
final class ParquetIn {
  private final List<PageSink> whole = new ArrayList<>();
  private final List<ColumnSink> flat = new ArrayList<>();
  private final List<NestedSink> nested = new ArrayList<>();

  private ParquetIn() {}

  /** The columns of the schema from a file; those that the file lacks are null. */
  static ColumnBatch read(Path file, Schema schema) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return new ParquetIn().read(reader, schema);
    } catch (PlatformException e) {
      throw e;
    } catch (RuntimeException e) { // Parquet throws many kinds for broken and for strange files
      throw notReadable(file, e);
    }
  }

  /** The number of rows in a file. */
  static long count(Path file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return reader.getRecordCount();
    } catch (RuntimeException e) {
      throw notReadable(file, e);
    }
  }

  /** The columns of a file as the file has them. */
  static MessageType schema(Path file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return reader.getFileMetaData().getSchema();
    } catch (RuntimeException e) {
      throw notReadable(file, e);
    }
  }

  private static IOException notReadable(Path file, RuntimeException cause) {
    return new IOException("Not the Parquet data that the schema promises: " + file, cause);
  }

  private static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(file),
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }

  private ColumnBatch read(ParquetFileReader reader, Schema schema) throws IOException {
    int rows = Math.toIntExact(reader.getRecordCount());
    MessageType fileSchema = reader.getFileMetaData().getSchema();
    List<Supplier<ColumnVector>> vectors = new ArrayList<>();
    List<Type> wholeTypes = new ArrayList<>();
    List<Type> flatTypes = new ArrayList<>();
    List<Type> nestedTypes = new ArrayList<>();
    for (Column column : schema.columns()) {
      Type field = find(fileSchema, column.name());
      if (field == null) {
        vectors.add(() -> ColumnVector.ofNulls(column.type(), rows));
      } else if (column.type().storage() == ColumnType.Storage.NESTED) {
        NestedSink sink = NestedSink.of(column, field, rows);
        nested.add(sink);
        nestedTypes.add(sink.requested());
        vectors.add(sink::vector);
      } else {
        PageSink pages =
            known(reader, field.getName()) ? PageSink.of(column, primitive(field), rows) : null;
        if (pages != null) {
          whole.add(pages);
          wholeTypes.add(field);
          vectors.add(pages::vector);
        } else {
          ColumnSink sink = ColumnSink.of(column, primitive(field), rows);
          flat.add(sink);
          flatTypes.add(field);
          vectors.add(sink::vector);
        }
      }
    }
    if (whole.size() + flat.size() + nested.size() > 0) {
      readGroups(reader, fileSchema.getName(), wholeTypes, flatTypes, nestedTypes);
    }
    return ColumnBatch.of(schema, vectors.stream().map(Supplier::get).toList());
  }

  /** The field of a name; without one, the field of that name in another case. */
  static @Nullable Type find(GroupType group, String name) {
    if (group.containsField(name)) {
      return group.getType(name);
    }
    for (Type field : group.getFields()) {
      if (field.getName().equalsIgnoreCase(name)) {
        return field;
      }
    }
    return null;
  }

  private static PrimitiveType primitive(Type field) {
    if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
      throw new ParquetDecodingException("Column " + field.getName() + " is nested");
    }
    return field.asPrimitiveType();
  }

  /** Whether all pages of a flat column are encoded in ways that can be decoded page by page. */
  private static boolean known(ParquetFileReader reader, String name) {
    ColumnPath path = ColumnPath.get(name);
    return reader.getRowGroups().stream()
        .flatMap(group -> group.getColumns().stream())
        .filter(chunk -> chunk.getPath().equals(path))
        .allMatch(chunk -> PageDecoder.knows(chunk.getEncodings()));
  }

  private void readGroups(
      ParquetFileReader reader,
      String name,
      List<Type> wholeTypes,
      List<Type> flatTypes,
      List<Type> nestedTypes)
      throws IOException {
    List<Type> all = new ArrayList<>(wholeTypes);
    all.addAll(flatTypes);
    all.addAll(nestedTypes);
    reader.setRequestedSchema(new MessageType(name, all));
    MessageType requested = new MessageType(name, flatTypes);
    List<ColumnDescriptor> wholeColumns = new MessageType(name, wholeTypes).getColumns();
    List<PageDecoder> decoders = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      decoders.add(new PageDecoder(wholeColumns.get(i), whole.get(i)));
    }
    String createdBy = reader.getFileMetaData().getCreatedBy();
    GroupConverter root = new Root(flat);
    PageReadStore group = reader.readNextRowGroup();
    while (group != null) {
      for (int i = 0; i < decoders.size(); i++) {
        decoders.get(i).read(group.getPageReader(wholeColumns.get(i)));
      }
      ColumnReadStoreImpl columns = new ColumnReadStoreImpl(group, root, requested, createdBy);
      for (int i = 0; i < flat.size(); i++) {
        ColumnReader column = columns.getColumnReader(requested.getColumns().get(i));
        readColumn(column, flat.get(i), group.getRowCount());
      }
      for (NestedSink sink : nested) {
        sink.read(group, createdBy);
      }
      group = reader.readNextRowGroup();
    }
  }

  private static void readColumn(ColumnReader column, ColumnSink sink, long rows) {
    int defined = column.getDescriptor().getMaxDefinitionLevel();
    for (long row = 0; row < rows; row++) {
      if (column.getCurrentDefinitionLevel() == defined) {
        column.writeCurrentValueToConverter();
      } else {
        sink.skipNull();
      }
      column.consume();
    }
  }

  /** Parquet finds the sinks through this. */
  private static final class Root extends GroupConverter {
    private final List<ColumnSink> sinks;

    Root(List<ColumnSink> sinks) {
      this.sinks = sinks;
    }

    @Override
    public Converter getConverter(int index) {
      return sinks.get(index);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
