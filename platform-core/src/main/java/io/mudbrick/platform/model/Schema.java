package io.mudbrick.platform.model;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.model.SchemaEnforcer;
import io.mudbrick.platform.internal.model.SignatureJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The ordered fields of a model's input or output, as MLflow writes them in an MLmodel. Immutable.
 */
public record Schema(List<Field> fields) {
  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  /** The schema of a frame: its columns as required scalars, typed by what they hold. */
  public static Schema of(Frame frame) {
    return SchemaEnforcer.infer(frame);
  }

  /** The JSON list that MLflow writes. Unnamed fields carry no name. */
  public String toJson() {
    return SignatureJson.write(this);
  }

  /**
   * Reads MLflow's JSON list.
   *
   * @throws PlatformException INVALID_PARAMETER_VALUE when it is no schema
   */
  public static Schema parse(String json) {
    return SignatureJson.readSchema(json);
  }

  /** The names of the named fields, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(fields.size());
    for (Field field : fields) {
      String name = field.name();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * The frame in the shape of this schema: its columns in order and type, others dropped. Numbers
   * widen; an integer becomes a double when it is exactly one; nothing is rounded.
   *
   * @throws PlatformException BAD_REQUEST in MLflow's words when a required column is missing or a
   *     value does not fit
   */
  public Frame enforce(Frame rows) {
    return SchemaEnforcer.isOfShape(this, rows)
        ? rows
        : Frame.taking(SchemaEnforcer.enforce(this, rows));
  }
}
