package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signature of an ONNX graph, read from the file's own fields, without ONNX Runtime: its inputs
 * but for those that carry a value already, and its outputs. One input is the matrix of all columns
 * to MLflow, so it has no name.
 */
final class OnnxSignature {
  private static final String WHAT = "ONNX model";
  private static final int MAX_RANK = 32;

  private OnnxSignature() {}

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is no ONNX graph, takes what
   *     is no tensor, or keeps weights in other files
   */
  static ModelSignature read(byte[] bytes) {
    Proto model = Proto.of(WHAT, bytes);
    Proto graph = model.message(7);
    Set<String> given = new HashSet<>();
    for (Proto weights : graph.messages(5)) {
      given.add(weights.text(8));
      if (weights.integer(14) == 1) {
        throw ModelErrors.unsupported(
            "its weights '" + weights.text(8) + "' stand in another file; save it as one file");
      }
    }
    List<Proto> inputs = new ArrayList<>();
    for (Proto input : graph.messages(11)) {
      if (!given.contains(input.text(1))) {
        inputs.add(input);
      }
    }
    List<Proto> outputs = graph.messages(12);
    if (model.integer(1) <= 0 || inputs.isEmpty() || outputs.isEmpty()) {
      throw model.wrong("it is no graph with inputs and outputs");
    }
    List<Field> taken = new ArrayList<>();
    for (Proto input : inputs) {
      FieldType type = tensor(input);
      if (type == null) {
        throw ModelErrors.unsupported("its input '" + input.text(1) + "' is no tensor");
      }
      taken.add(new Field(inputs.size() == 1 ? null : input.text(1), type, true));
    }
    return new ModelSignature(new Schema(taken), outputs(outputs));
  }

  /** MLflow's schemas know no lists of maps, which classifiers may answer. */
  private static @Nullable Schema outputs(List<Proto> outputs) {
    List<Field> given = new ArrayList<>();
    for (Proto output : outputs) {
      FieldType type = tensor(output);
      if (type == null) {
        return null;
      }
      given.add(new Field(output.text(1), type, true));
    }
    return new Schema(given);
  }

  private static FieldType.@Nullable Tensor tensor(Proto value) {
    Proto type = value.find(2);
    Proto tensor = type == null ? null : type.find(1);
    String dtype = tensor == null ? null : dtype(tensor.integer(1));
    if (tensor == null || dtype == null) {
      return null;
    }
    Proto shape = tensor.find(2);
    List<Integer> extents = new ArrayList<>();
    for (Proto dimension : shape == null ? List.<Proto>of() : shape.messages(1)) {
      long extent = dimension.integer(1);
      extents.add(extent > 0 && extent <= Integer.MAX_VALUE ? (int) extent : -1);
    }
    if (extents.size() > MAX_RANK) {
      throw value.wrong("a tensor has " + extents.size() + " dimensions");
    }
    // the first extent is the rows
    if (!extents.isEmpty()) {
      extents.set(0, -1);
    }
    return new FieldType.Tensor(dtype, extents.isEmpty() ? List.of(-1) : extents);
  }

  private static @Nullable String dtype(long elementType) {
    return switch ((int) elementType) {
      case 1 -> "float32";
      case 2 -> "uint8";
      case 3 -> "int8";
      case 4 -> "uint16";
      case 5 -> "int16";
      case 6 -> "int32";
      case 7 -> "int64";
      case 8 -> "str";
      case 9 -> "bool";
      case 10 -> "float16";
      case 11 -> "float64";
      default -> null;
    };
  }
}
