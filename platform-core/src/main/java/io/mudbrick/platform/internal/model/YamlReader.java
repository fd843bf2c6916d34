package io.mudbrick.platform.internal.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML that a stranger wrote: the events of snakeyaml-engine become maps, lists and scalars,
 * with limits on size, depth and on what aliases expand to. Tags are ignored, nothing is
 * constructed. Scalars are typed as PyYAML does (a float has a dot), since it writes these files.
 */
public final class YamlReader {
  private static final int MAX_CHARACTERS = 4 << 20;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_NODES = 200_000;
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]{1,400}\\.[0-9]{0,400}|\\.[0-9]{1,400})([eE][-+][0-9]{1,4})?");

  private static final Set<String> NULLS = Set.of("~", "null", "Null", "NULL");
  private static final Map<String, Double> SPECIAL =
      Map.of(
          ".inf", Double.POSITIVE_INFINITY,
          "-.inf", Double.NEGATIVE_INFINITY,
          ".nan", Double.NaN);

  /** A value and how many nodes it expands to when printed. */
  private record Sized(@Nullable Object value, int nodes) {}

  private final String what;
  private final Iterator<Event> events;
  private final Map<String, Sized> anchors = new HashMap<>();

  private YamlReader(String what, Iterator<Event> events) {
    this.what = what;
    this.events = events;
  }

  /**
   * The mapping that the text holds.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is no YAML mapping or passes
   *     a limit
   */
  public static Map<String, @Nullable Object> read(String what, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw ModelErrors.malformed(what, "it is longer than " + MAX_CHARACTERS + " characters");
    }
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(what).setCodePointLimit(MAX_CHARACTERS).build();
      YamlReader reader = new YamlReader(what, new Parse(settings).parseString(text).iterator());
      if (reader.document() instanceof Map<?, ?> map) {
        return stringKeys(map);
      }
      throw ModelErrors.malformed(what, "it is not a mapping");
    } catch (YamlEngineException e) {
      throw ModelErrors.malformed(what, String.valueOf(e.getMessage()), e);
    }
  }

  /** The keys of all maps that this class makes are strings. */
  static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    map.forEach((key, value) -> out.put(String.valueOf(key), value));
    return out;
  }

  private @Nullable Object document() {
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent node) {
        return node(node, 0).value();
      }
    }
    return null;
  }

  private Sized node(NodeEvent event, int depth) {
    if (depth > MAX_DEPTH) {
      throw ModelErrors.malformed(what, "it nests deeper than " + MAX_DEPTH);
    }
    if (event instanceof AliasEvent alias) {
      // an anchor is known only once its node is complete, so none can contain itself
      Sized target = anchors.get(alias.getAlias().getValue());
      if (target == null) {
        throw ModelErrors.malformed(what, "the alias *" + alias.getAlias() + " has no anchor");
      }
      return target;
    }
    Sized result;
    if (event instanceof ScalarEvent scalar) {
      result = new Sized(scalar(scalar), 1);
    } else if (event instanceof SequenceStartEvent) {
      result = sequence(depth);
    } else if (event instanceof MappingStartEvent) {
      result = mapping(depth);
    } else {
      throw ModelErrors.malformed(what, "unexpected " + event);
    }
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), result));
    return result;
  }

  private Sized sequence(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    int nodes = 1;
    while (events.next() instanceof NodeEvent item) {
      Sized value = node(item, depth + 1);
      list.add(value.value());
      nodes = counted(nodes, value);
    }
    return new Sized(Collections.unmodifiableList(list), nodes);
  }

  private Sized mapping(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    int nodes = 1;
    while (events.next() instanceof NodeEvent event) {
      if (!(event instanceof ScalarEvent key)) {
        throw ModelErrors.malformed(what, "a key is not a scalar");
      }
      Sized value = node((NodeEvent) events.next(), depth + 1);
      nodes = counted(nodes, value);
      if (map.containsKey(key.getValue())) {
        throw ModelErrors.malformed(what, "the key '" + key.getValue() + "' stands twice");
      }
      map.put(key.getValue(), value.value());
    }
    return new Sized(Collections.unmodifiableMap(map), nodes);
  }

  private int counted(int nodes, Sized value) {
    int sum = nodes + value.nodes();
    if (sum > MAX_NODES) {
      throw ModelErrors.malformed(what, "its aliases expand to more than " + MAX_NODES + " nodes");
    }
    return sum;
  }

  private static @Nullable Object scalar(ScalarEvent event) {
    String text = event.getValue();
    if (event.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    if (SPECIAL.containsKey(text)) {
      return SPECIAL.get(text);
    }
    if (text.isEmpty() || NULLS.contains(text)) {
      return null;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("true") || lower.equals("yes") || lower.equals("on")) {
      return true;
    }
    if (lower.equals("false") || lower.equals("no") || lower.equals("off")) {
      return false;
    }
    if (INTEGER.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    return DECIMAL.matcher(text).matches() ? (Object) Double.parseDouble(text) : text;
  }
}
