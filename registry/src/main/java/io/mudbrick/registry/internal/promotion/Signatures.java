package io.mudbrick.registry.internal.promotion;

import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether callers of one model can call another with the same rows, and read its answers. */
final class Signatures {
  private Signatures() {}

  /** What stands against it; nothing when they are compatible. */
  static List<String> differences(
      @Nullable ModelSignature champion, @Nullable ModelSignature challenger) {
    List<String> against = new ArrayList<>();
    if (challenger == null) {
      return against; // takes whatever comes
    }
    if (champion == null) {
      against.add("the champion has no signature to compare with");
      return against;
    }
    inputs(champion.inputs(), challenger.inputs(), against);
    Schema given = champion.outputs();
    Schema gives = challenger.outputs();
    if (given != null && gives != null && !types(given).equals(types(gives))) {
      against.add("output is " + gives.toJson() + ", and was " + given.toJson());
    }
    return against;
  }

  private static void inputs(Schema champion, Schema challenger, List<String> against) {
    if (challenger.names().isEmpty() || champion.names().isEmpty()) {
      if (!types(champion).equals(types(challenger))) {
        against.add("input is " + challenger.toJson() + ", and was " + champion.toJson());
      }
      return;
    }
    for (Field field : challenger.fields()) {
      String name = String.valueOf(field.name());
      Optional<Field> before =
          champion.fields().stream().filter(each -> name.equals(each.name())).findFirst();
      if (before.isEmpty() && field.required()) {
        against.add("input " + name + " is new and required");
      } else if (before.isPresent() && !takes(field.type(), before.get().type())) {
        against.add("input " + name + " is of another type");
      } else if (before.isPresent() && field.required() && !before.get().required()) {
        against.add("input " + name + " could be left out, and is required now");
      }
    }
  }

  /** Whether what was sent as one type is taken as another: numbers widen. */
  private static boolean takes(FieldType type, FieldType sent) {
    if (type instanceof FieldType.Scalar to && sent instanceof FieldType.Scalar from) {
      return to.type() == from.type() || widens(from.type(), to.type());
    }
    return type.equals(sent);
  }

  private static boolean widens(DataType from, DataType to) {
    return switch (from) {
      case INTEGER -> to == DataType.LONG || to == DataType.FLOAT || to == DataType.DOUBLE;
      case LONG -> to == DataType.FLOAT || to == DataType.DOUBLE;
      case FLOAT -> to == DataType.DOUBLE;
      default -> false;
    };
  }

  private static List<FieldType> types(Schema schema) {
    return schema.fields().stream().map(Field::type).toList();
  }
}
