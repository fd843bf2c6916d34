package io.mudbrick.tracking.internal.search;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Literal;
import io.mudbrick.platform.search.Wording;
import java.util.Collection;
import java.util.List;

/** The words in which a filter over metrics of traces is refused. */
final class TraceMetricWording implements Wording {
  @Override
  public PlatformException invalidClauses(String filter, List<String> parts) {
    return Wording.invalid("Invalid clause(s) in filter string: " + String.join(", ", parts));
  }

  @Override
  public PlatformException unknownEntity(String entity, List<String> entities) {
    return Wording.invalid(
        "Invalid view type '"
            + entity
            + "'. Valid values are dict_keys(['trace', 'span', 'assessment'])");
  }

  @Override
  public PlatformException unknownAttribute(String key, Collection<String> keys) {
    return Wording.invalid(
        "Invalid identifier '"
            + key
            + "'. Columns should be specified as 'trace.<key>', 'span.<key>',"
            + " 'assessment.<key>'.");
  }

  @Override
  public PlatformException badComparator(Field field, String comparator) {
    return Wording.invalid(
        "Invalid comparator: '" + comparator + "', only '=' operator is supported");
  }

  @Override
  public PlatformException nullTest(Field field) {
    return Wording.invalid("Invalid comparison clause. Expected 3 tokens found 2");
  }

  @Override
  public PlatformException badValue(Field field, Literal value) {
    int dot = field.name().indexOf('.');
    String part = dot < 0 ? field.name() : field.name().substring(0, dot);
    return Wording.invalid(
        "Expected a quoted string value for "
            + part
            + " value (e.g. 'my-value'). Got value "
            + value.source());
  }
}
