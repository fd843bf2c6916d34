package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Makes Java values of what Parquet brings for one nested column; null is what is not brought. */
final class ValueConverters {
  private ValueConverters() {}

  static Converter of(ColumnType type, Type field, Consumer<Object> target) {
    if (type instanceof ColumnType.ArrayOf array) {
      return new Lists(array.element(), field.asGroupType(), target);
    }
    if (type instanceof ColumnType.MapOf map) {
      return new Maps(map, field.asGroupType(), target);
    }
    return type instanceof ColumnType.StructOf struct
        ? new Structs(struct.fields(), field.asGroupType(), target)
        : new Leaf(type, field.asPrimitiveType(), target);
  }

  /** A value without parts, decoded as a column of one row would be. */
  private static final class Leaf extends PrimitiveConverter {
    private final ColumnSink sink;
    private final Consumer<Object> target;

    Leaf(ColumnType type, PrimitiveType field, Consumer<Object> target) {
      this.sink = ColumnSink.of(Column.of(field.getName(), type), field, 1);
      this.target = target;
    }

    private void done() {
      sink.next = 0;
      Object value = sink.vector().get(0);
      if (value != null) {
        target.accept(value);
      }
    }

    @Override
    public void addBinary(Binary value) {
      sink.addBinary(value);
      done();
    }

    @Override
    public void addBoolean(boolean value) {
      sink.addBoolean(value);
      done();
    }

    @Override
    public void addDouble(double value) {
      sink.addDouble(value);
      done();
    }

    @Override
    public void addFloat(float value) {
      sink.addFloat(value);
      done();
    }

    @Override
    public void addInt(int value) {
      sink.addInt(value);
      done();
    }

    @Override
    public void addLong(long value) {
      sink.addLong(value);
      done();
    }
  }

  /** A group whose parts arrive one by one between start and end. */
  private abstract static class Group extends GroupConverter {
    private final List<Converter> fields = new ArrayList<>();

    final void add(Converter field) {
      fields.add(field);
    }

    @Override
    public final Converter getConverter(int index) {
      return fields.get(index);
    }
  }

  private static final class Lists extends Group {
    private final Consumer<Object> target;
    private List<@Nullable Object> list = new ArrayList<>();

    Lists(ColumnType element, GroupType field, Consumer<Object> target) {
      this.target = target;
      Type repeated = field.getType(0);
      add(
          NestedTypes.wraps(field, repeated)
              ? new Element(element, repeated.asGroupType().getType(0))
              : of(element, repeated, value -> list.add(value)));
    }

    @Override
    public void start() {
      list = new ArrayList<>();
    }

    @Override
    public void end() {
      target.accept(Collections.unmodifiableList(list));
    }

    private final class Element extends Group {
      private @Nullable Object value;

      Element(ColumnType type, Type field) {
        add(of(type, field, v -> value = v));
      }

      @Override
      public void start() {
        value = null;
      }

      @Override
      public void end() {
        list.add(value);
      }
    }
  }

  private static final class Maps extends Group {
    private final Consumer<Object> target;
    private Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();

    Maps(ColumnType.MapOf type, GroupType field, Consumer<Object> target) {
      this.target = target;
      add(new Entry(type, field.getType(0).asGroupType()));
    }

    @Override
    public void start() {
      map = new LinkedHashMap<>();
    }

    @Override
    public void end() {
      target.accept(Collections.unmodifiableMap(map));
    }

    private final class Entry extends Group {
      private @Nullable Object key;
      private @Nullable Object value;

      Entry(ColumnType.MapOf type, GroupType field) {
        add(of(type.key(), field.getType(0), k -> key = k));
        add(of(type.value(), field.getType(1), v -> value = v));
      }

      @Override
      public void start() {
        key = null;
        value = null;
      }

      @Override
      public void end() {
        map.put(key, value);
      }
    }
  }

  private static final class Structs extends Group {
    private final Schema fields;
    private final Consumer<Object> target;
    private final @Nullable Object[] values;

    Structs(Schema fields, GroupType group, Consumer<Object> target) {
      this.fields = fields;
      this.target = target;
      this.values = new @Nullable Object[fields.size()];
      for (Type field : group.getFields()) {
        Column column = fields.find(field.getName());
        if (column == null) {
          add(ignored(field));
        } else {
          int index = fields.indexOf(column.name());
          add(of(column.type(), field, value -> values[index] = value));
        }
      }
    }

    @Override
    public void start() {
      Arrays.fill(values, null);
    }

    @Override
    public void end() {
      target.accept(Row.trusted(fields, values.clone()));
    }
  }

  /** For what nobody asked for, of any shape. */
  private static Converter ignored(Type field) {
    return field.isPrimitive() ? new IgnoredLeaf() : new IgnoredGroup(field.asGroupType());
  }

  private static final class IgnoredGroup extends Group {
    IgnoredGroup(GroupType group) {
      group.getFields().forEach(field -> add(ignored(field)));
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class IgnoredLeaf extends PrimitiveConverter {
    @Override
    public void addBinary(Binary value) {}

    @Override
    public void addBoolean(boolean value) {}

    @Override
    public void addDouble(double value) {}

    @Override
    public void addFloat(float value) {}

    @Override
    public void addInt(int value) {}

    @Override
    public void addLong(long value) {}
  }
}
