package io.mudbrick.automl.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked: names and values by turns. Not thread-safe. */
final class Query {
  private final List<String> words = new ArrayList<>();

  /** Leaves out what is not given. */
  void add(String name, @Nullable Object value) {
    if (value != null) {
      words.add(name);
      words.add(value.toString());
    }
  }

  void addAll(String name, List<String> values) {
    values.forEach(value -> add(name, value));
  }

  List<String> words() {
    return words;
  }
}
