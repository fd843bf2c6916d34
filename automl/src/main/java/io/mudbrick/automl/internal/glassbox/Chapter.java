package io.mudbrick.automl.internal.glassbox;

import java.util.List;

/**
 * A step of how a trial came about.
 *
 * @param text what is done and why, in Markdown, a paragraph each
 * @param code statements in Java
 * @param output what the code prints
 */
public record Chapter(String title, List<String> text, List<String> code, List<String> output) {
  public Chapter {
    text = List.copyOf(text);
    code = List.copyOf(code);
    output = List.copyOf(output);
  }
}
