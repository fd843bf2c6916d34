package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.WorkspaceObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import makes of its content: a notebook or a file, and under which path.
 *
 * @param language of a notebook; {@code null} for a file
 */
record NotebookFormat(String path, byte[] content, @Nullable String language) {
  private static final String MARK = " Databricks notebook source\n";

  private static final Map<String, String> LANGUAGES =
      Map.of("py", "PYTHON", "sql", "SQL", "scala", "SCALA", "r", "R");

  /** A file that says {@code AUTO} is a notebook when its first line says so. */
  static NotebookFormat of(
      String path, @Nullable String format, @Nullable String language, byte[] content) {
    String wanted = format == null || format.isEmpty() ? "SOURCE" : format.toUpperCase(Locale.ROOT);
    int dot = path.lastIndexOf('.');
    boolean extended = dot > path.lastIndexOf('/');
    String extension = extended ? path.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    switch (wanted) {
      case "SOURCE" -> {
        if (language == null || !LANGUAGES.containsValue(language)) {
          throw invalid(
              "A notebook in the format SOURCE needs a language: PYTHON, SQL, SCALA or R.");
        }
        return new NotebookFormat(path, content, language);
      }
      case "AUTO" -> {
        String guessed = LANGUAGES.get(extension);
        boolean notebook = guessed != null && starts(content, comment(guessed) + MARK);
        return notebook
            ? new NotebookFormat(path.substring(0, dot), content, guessed)
            : new NotebookFormat(path, content, null);
      }
      case "RAW" -> {
        return new NotebookFormat(path, content, null);
      }
      default ->
          throw invalid("Only SOURCE, AUTO and RAW can be imported here, not " + wanted + ".");
    }
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  private static boolean starts(byte[] content, String text) {
    int length = Math.min(content.length, text.length() + 1);
    String start = new String(content, 0, length, StandardCharsets.UTF_8).replace("\r\n", "\n");
    return start.startsWith(text);
  }

  private static String comment(String language) {
    return switch (language) {
      case "SQL" -> "--";
      case "SCALA" -> "//";
      default -> "#";
    };
  }

  /** The content as an export gives it: a notebook says in its first line that it is one. */
  static byte[] exported(WorkspaceObject object, byte[] content) {
    String language = object.language();
    if (language == null || starts(content, comment(language) + MARK)) {
      return content;
    }
    byte[] mark = (comment(language) + MARK).getBytes(StandardCharsets.UTF_8);
    byte[] marked = new byte[mark.length + content.length];
    System.arraycopy(mark, 0, marked, 0, mark.length);
    System.arraycopy(content, 0, marked, mark.length, content.length);
    return marked;
  }

  /** What the content would be called outside. */
  static String extension(WorkspaceObject object) {
    String language = object.language();
    String name = object.path().substring(object.path().lastIndexOf('/') + 1);
    if (language == null) {
      return name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    }
    return LANGUAGES.entrySet().stream()
        .filter(e -> e.getValue().equals(language))
        .map(Map.Entry::getKey)
        .findAny()
        .orElse("txt");
  }
}
