package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.platform.model.Frame;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each column is for, by the target and the options. */
record ColumnRoles(String target, AutoMlOptions options) {

  /**
   * Makes sure that the columns are there, and the target with one role; options see to it that the
   * others have one each.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when they are not, or
   *     there are no rows
   */
  void check(Rows rows) {
    Frame frame = rows.frame();
    check("target", target, frame);
    if (options.excludeColumns().contains(target)) {
      throw AutoMlErrors.excludedRole("target", target);
    }
    check("time", options.timeColumn(), frame);
    check("split", options.splitColumn(), frame);
    check("sample weight", options.sampleWeightColumn(), frame);
    options.imputers().keySet().forEach(column -> check("imputed", column, frame));
    for (String column : new TreeSet<>(options.excludeColumns())) {
      if (frame.find(column) == null && !rows.keys().contains(column)) {
        throw AutoMlErrors.noSuchColumn("excluded", column, frame.names());
      }
    }
    if (frame.rows() == 0) {
      throw AutoMlErrors.noRows(rows.name());
    }
    if (others().anyMatch(target::equals)) {
      throw AutoMlErrors.twoRoles(target);
    }
  }

  private static void check(String role, @Nullable String column, Frame frame) {
    if (column != null && frame.find(column) == null) {
      throw AutoMlErrors.noSuchColumn(role, column, frame.names());
    }
  }

  /** The columns that say something about a row beside its features. */
  private Stream<@Nullable String> others() {
    return Stream.of(options.timeColumn(), options.splitColumn(), options.sampleWeightColumn());
  }

  /** The columns that only find features of rows, in the order of their names. */
  List<String> keys(Rows rows) {
    Set<String> keys = new TreeSet<>(rows.keys());
    keys.retainAll(rows.frame().names());
    keys.remove(target);
    return List.copyOf(keys);
  }

  /** The columns that may be learned from. */
  List<String> features(Rows rows) {
    List<String> keys = keys(rows);
    return rows.frame().names().stream()
        .filter(name -> !name.equals(target))
        .filter(name -> others().noneMatch(name::equals))
        .filter(name -> !options.excludeColumns().contains(name))
        .filter(name -> !keys.contains(name))
        .toList();
  }
}
