package io.mudbrick.catalog.internal.access;

import io.mudbrick.catalog.SecurableName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The names of all securables of one type in a metastore, whoever may see them.
 *
 * @param names by full name
 * @param changes how many there had been when this was read
 */
public record Listing(List<SecurableName> names, Map<String, SecurableName> byId, long changes) {

  static Listing of(List<SecurableName> found, long changes) {
    List<SecurableName> names =
        found.stream().sorted(Comparator.comparing(SecurableName::fullName)).toList();
    return new Listing(
        names,
        names.stream().collect(Collectors.toMap(SecurableName::id, Function.identity())),
        changes);
  }
}
