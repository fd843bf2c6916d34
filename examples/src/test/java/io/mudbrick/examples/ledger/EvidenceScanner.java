package io.mudbrick.examples.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code @Witness} and {@code @KnownDifference} from the source text of the Java tests, and
 * {@code @witness} and the list of differences from the Python ones: one ledger for both languages.
 */
final class EvidenceScanner {
  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern LITERAL = Pattern.compile(STRING);
  private static final Pattern MARK =
      Pattern.compile("^\\s*(@Witness|@?KnownDifference|@witness)\\(", Pattern.MULTILINE);
  private static final Pattern MARK_WITH_LITERALS =
      Pattern.compile(
          "^\\s*(@Witness|@?KnownDifference|@witness)\\(((?:[^\"()]++|" + STRING + ")*+)\\)",
          Pattern.MULTILINE);

  private final Path root;

  EvidenceScanner(Path root) {
    this.root = root;
  }

  List<Evidence> scan() {
    return sources().flatMap(file -> evidence(file).stream()).toList();
  }

  private Stream<Path> sources() {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root, 12)) {
      files
          .filter(
              file -> {
                String name = root.relativize(file).toString().replace('\\', '/');
                return name.contains("src/test/java/") && name.endsWith(".java")
                    || name.matches("scripts/witness/(.*/)?(test_.*|differences)\\.py");
              })
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }

  private List<Evidence> evidence(Path file) {
    String text = read(file);
    String name = root.relativize(file).toString().replace('\\', '/');
    List<Evidence> found = new ArrayList<>();
    long marks = MARK.matcher(text).results().count();
    Matcher mark = MARK_WITH_LITERALS.matcher(text);
    while (mark.find()) {
      marks--;
      String arguments = mark.group(2);
      switch (mark.group(1)) {
        case "@Witness" ->
            literals(after(arguments, "routes"))
                .forEach(
                    route ->
                        found.add(witness(route, client(after(arguments, "client"), text), name)));
        case "@witness" -> {
          List<String> literals = literals(arguments);
          literals.stream()
              .skip(1)
              .forEach(route -> found.add(witness(route, literals.get(0), name)));
        }
        default ->
            found.add(
                new Evidence(
                    Evidence.Kind.DIFFERENCE,
                    literals(after(arguments, "route")).get(0),
                    String.join("", literals(after(arguments, "reason"))),
                    name));
      }
    }
    if (marks != 0) {
      throw new AssertionError(
          name + ": " + marks + " annotation(s) with more than string literals");
    }
    return found;
  }

  private static Evidence witness(String route, String client, String file) {
    return new Evidence(Evidence.Kind.WITNESS, route, client, file);
  }

  /** A client as a literal, or as the constant of the file that holds it. */
  private static String client(String argument, String file) {
    List<String> literals = literals(argument);
    if (!literals.isEmpty()) {
      return literals.get(0);
    }
    Matcher constant =
        Pattern.compile("\\b" + Pattern.quote(argument.strip()) + "\\s*=\\s*" + STRING)
            .matcher(file);
    if (!constant.find()) {
      throw new AssertionError("no constant '" + argument.strip() + "'");
    }
    return constant.group(1);
  }

  /** The text of one named argument, up to the next. */
  private static String after(String arguments, String name) {
    Matcher matcher =
        Pattern.compile("\\b" + name + "\\s*=((?:[^\"=,]++|,|" + STRING + ")*)(?:,\\s*\\w+\\s*=|$)")
            .matcher(arguments);
    if (!matcher.find()) {
      throw new AssertionError("no argument '" + name + "' in " + arguments);
    }
    return matcher.group(1);
  }

  private static List<String> literals(String text) {
    return LITERAL
        .matcher(text)
        .results()
        .map(literal -> literal.group(1).replace("\\\"", "\""))
        .collect(Collectors.toList());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
