package io.mudbrick.automl.internal.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as XGBoost saves it in UBJSON, copied with a few parts changed. Its Java binding can
 * neither keep the first rounds only nor change what the margin means, and cuts names of features
 * that are not in ASCII; and parsing and printing a model of thousands of trees would cost more
 * than growing some of them: the copy jumps over whatever it does not change.
 */
final class UbjModel {
  private static final String BOOSTER = ".learner.gradient_booster.model";
  private static final String FEATURES = ".learner.feature_names";

  private final ByteBuffer in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** By path: how many elements of an array stay. */
  private final Map<String, Integer> lengths;

  /** By path: strings that stand for others. */
  private final Map<String, String> texts;

  /** The names of the features; null where they stay. */
  private final @Nullable List<String> features;

  /** What stood where the last of the texts stands now. */
  private String replaced = "";

  private UbjModel(
      byte[] model,
      Map<String, Integer> lengths,
      Map<String, String> texts,
      @Nullable List<String> features) {
    this.in = ByteBuffer.wrap(model);
    this.lengths = lengths;
    this.texts = texts;
    this.features = features;
  }

  /**
   * The first rounds of a boosted model.
   *
   * @param features their names
   * @param treesPerRound 1, or one a class
   */
  static byte[] firstRounds(byte[] model, List<String> features, int rounds, int treesPerRound) {
    int trees = Math.multiplyExact(rounds, treesPerRound);
    return new UbjModel(
            model,
            Map.of(
                BOOSTER + ".trees",
                trees,
                BOOSTER + ".tree_info",
                trees,
                BOOSTER + ".iteration_indptr",
                rounds + 1),
            Map.of(BOOSTER + ".gbtree_model_param.num_trees", Integer.toString(trees)),
            features)
        .copy();
  }

  /**
   * The model of a logarithm as the model of the number: the same trees, whose sum is the exponent.
   *
   * @param base what the answers start from, as a number
   */
  static byte[] exponential(byte[] model, float base) {
    return new UbjModel(
            model,
            Map.of(),
            Map.of(
                ".learner.objective.name",
                "reg:gamma",
                ".learner.learner_model_param.base_score",
                Float.toString(base)),
            null)
        .copy();
  }

  /** The base score that stands in the model. */
  static float baseScore(byte[] model) {
    String path = ".learner.learner_model_param.base_score";
    UbjModel reader = new UbjModel(model, Map.of(), Map.of(path, ""), null);
    reader.copy();
    return Float.parseFloat(reader.replaced);
  }

  private byte[] copy() {
    value("", in.get());
    return out.toByteArray();
  }

  private void value(String path, byte type) {
    switch (type) {
      case '{' -> object(path);
      case '[' -> array(path);
      case 'S' -> {
        out.write('S');
        String text = text();
        String other = texts.get(path);
        if (other != null) {
          replaced = text;
        }
        write(other == null ? text : other);
      }
      default -> {
        out.write(type);
        bytes(size(type));
      }
    }
  }

  private void object(String path) {
    out.write('{');
    while (in.get(in.position()) != '}') {
      String name = text();
      write(name);
      value(path + "." + name, in.get());
    }
    out.write(in.get());
  }

  private void array(String path) {
    out.write('[');
    byte next = in.get();
    byte type = 0;
    if (next == '$') {
      type = in.get();
      out.write('$');
      out.write(type);
      next = in.get();
    }
    if (next != '#') {
      throw new IllegalArgumentException("an array without a length at " + path);
    }
    out.write('#');
    long count = number();
    if (features != null && path.equals(FEATURES)) {
      write((long) features.size());
      for (String feature : features) {
        out.write('S');
        write(feature);
      }
      for (long i = 0; i < count; i++) {
        skip(in.get());
      }
      return;
    }
    long stay = Math.min(count, lengths.getOrDefault(path, Integer.MAX_VALUE));
    write(stay);
    if (type != 0) {
      bytes(Math.toIntExact(stay * size(type)));
      in.position(in.position() + Math.toIntExact((count - stay) * size(type)));
      return;
    }
    for (long i = 0; i < stay; i++) {
      value(path, in.get());
    }
    for (long i = stay; i < count; i++) {
      skip(in.get());
    }
  }

  private void skip(byte type) {
    switch (type) {
      case '{' -> {
        while (in.get(in.position()) != '}') {
          skipText();
          skip(in.get());
        }
        in.get();
      }
      case '[' -> {
        byte next = in.get();
        byte element = 0;
        if (next == '$') {
          element = in.get();
          in.get();
        }
        long count = number();
        if (element != 0) {
          in.position(in.position() + Math.toIntExact(count * size(element)));
        } else {
          for (long i = 0; i < count; i++) {
            skip(in.get());
          }
        }
      }
      case 'S' -> skipText();
      default -> in.position(in.position() + size(type));
    }
  }

  private void skipText() {
    int length = Math.toIntExact(number());
    in.position(in.position() + length);
  }

  private void bytes(int count) {
    out.write(in.array(), in.position(), count);
    in.position(in.position() + count);
  }

  private String text() {
    byte[] text = new byte[Math.toIntExact(number())];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private long number() {
    byte type = in.get();
    return switch (type) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      default -> throw new IllegalArgumentException("no whole number: " + (char) type);
    };
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write((long) bytes.length);
    out.writeBytes(bytes);
  }

  private void write(long number) {
    out.write('L');
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private static int size(byte type) {
    return switch (type) {
      case 'T', 'F', 'Z', 'N' -> 0;
      case 'i', 'U', 'C' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> throw new IllegalArgumentException("unknown type: " + (char) type);
    };
  }
}
