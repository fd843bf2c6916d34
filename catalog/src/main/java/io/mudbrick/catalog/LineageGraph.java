package io.mudbrick.catalog;

import io.mudbrick.platform.events.EntityRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The answer to a lineage question: edges reached from one entity, nearest first. */
public record LineageGraph(EntityRef start, Direction direction, List<Edge> edges) {
  /** Which way was asked. */
  public enum Direction {
    UPSTREAM,
    DOWNSTREAM
  }

  /**
   * One flow.
   *
   * @param by the name of the principal that last made it flow
   * @param last when it last flowed
   */
  public record Edge(EntityRef source, EntityRef target, String by, Instant last) {}

  public LineageGraph {
    edges = List.copyOf(edges);
  }

  /** Every entity but the start, nearest first. */
  public Set<EntityRef> entities() {
    Set<EntityRef> all = new LinkedHashSet<>();
    edges.forEach(edge -> all.add(end(edge)));
    all.remove(start);
    return all;
  }

  /** The entities of one type, nearest first. */
  public List<EntityRef> entities(EntityRef.Type type) {
    return entities().stream().filter(e -> e.type() == type).toList();
  }

  /** The entities one step away from another. */
  public List<EntityRef> next(EntityRef entity) {
    return edges.stream().filter(e -> begin(e).equals(entity)).map(this::end).distinct().toList();
  }

  /** A tree of lines for people, each entity spelled out once. */
  public String toTree() {
    StringBuilder text = new StringBuilder();
    Set<EntityRef> shown = new LinkedHashSet<>();
    Deque<Line> open = new ArrayDeque<>();
    open.push(new Line(start, "", ""));
    while (!open.isEmpty()) {
      Line line = open.pop();
      boolean again = !shown.add(line.entity());
      List<EntityRef> children = next(line.entity());
      text.append(line.head()).append(label(line.entity()));
      text.append(again && !children.isEmpty() ? " (see above)\n" : "\n");
      if (again) {
        continue;
      }
      for (int i = children.size() - 1; i >= 0; i--) {
        boolean last = i == children.size() - 1;
        open.push(
            new Line(
                children.get(i),
                line.indent() + (last ? "└─ " : "├─ "),
                line.indent() + (last ? "   " : "│  ")));
      }
    }
    return text.toString();
  }

  private record Line(EntityRef entity, String head, String indent) {}

  private EntityRef begin(Edge edge) {
    return direction == Direction.DOWNSTREAM ? edge.source() : edge.target();
  }

  private EntityRef end(Edge edge) {
    return direction == Direction.DOWNSTREAM ? edge.target() : edge.source();
  }

  private static String label(EntityRef entity) {
    return entity.type().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + entity.id();
  }
}
