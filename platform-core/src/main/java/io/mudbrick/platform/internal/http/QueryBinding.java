package io.mudbrick.platform.internal.http;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes of query parameters the object that a JSON body would have been. */
final class QueryBinding {
  private QueryBinding() {}

  static Map<String, Object> object(Map<String, List<String>> query, Class<?> type) {
    Map<String, Object> object = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      List<String> values = query.get(name);
      if (values != null) {
        boolean repeated = Collection.class.isAssignableFrom(component.getType());
        object.put(name, repeated ? values : scalar(values.get(0), component.getType()));
      }
    }
    return object;
  }

  /** Python clients write {@code True} and {@code False}. */
  private static Object scalar(String value, Class<?> type) {
    boolean flag = type == Boolean.class || type == boolean.class;
    return flag ? value.toLowerCase(Locale.ROOT) : value;
  }
}
