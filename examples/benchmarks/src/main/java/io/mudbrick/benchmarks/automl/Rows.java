package io.mudbrick.benchmarks.automl;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A CSV file as it is: texts. */
record Rows(List<String> header, List<List<String>> rows) {

  static Rows read(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (var reader = CsvReader.builder().ofCsvRecord(Files.newBufferedReader(file))) {
      reader.forEach(record -> rows.add(List.copyOf(record.getFields())));
    }
    return new Rows(rows.get(0), List.copyOf(rows.subList(1, rows.size())));
  }

  List<String> column(String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column " + name + " in " + header);
    }
    return rows.stream().map(row -> row.get(index)).toList();
  }

  Rows without(String name) {
    int index = header.indexOf(name);
    return new Rows(without(header, index), rows.stream().map(r -> without(r, index)).toList());
  }

  private static List<String> without(List<String> cells, int index) {
    List<String> rest = new ArrayList<>(cells);
    rest.remove(index);
    return List.copyOf(rest);
  }

  Rows at(int[] indices) {
    return new Rows(header, IntStream.of(indices).mapToObj(rows::get).toList());
  }

  void write(Path file) throws IOException {
    try (CsvWriter out = CsvWriter.builder().build(Files.newBufferedWriter(file))) {
      out.writeRecord(header);
      rows.forEach(out::writeRecord);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
