package io.mudbrick.catalog;

import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
   * @param columns which columns flowed into which, where that is known
   */
  public record Edge(
      EntityRef source, EntityRef target, String by, Instant last, List<ColumnFlow> columns) {
    public Edge {
      columns = List.copyOf(columns);
    }
  }

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

  /** Entities of each kind, counted: what changing the start reaches, when asked downstream. */
  public Impact impact() {
    return Impact.of(this);
  }

  /** The entities one step away from another. */
  public List<EntityRef> next(EntityRef entity) {
    return edges.stream().filter(e -> begin(e).equals(entity)).map(this::end).distinct().toList();
  }

  /**
   * A column that another was made from, or that was made from it.
   *
   * @param steps how many flows away
   * @param last when the flow that led to it last happened
   */
  public record ColumnRef(EntityRef entity, String column, int steps, Instant last) {}

  /**
   * The columns that a column of the start leads to, nearest first: {@code GET
   * /api/2.0/lineage-tracking/column-lineage}. Only flows whose columns are known lead on.
   */
  public List<ColumnRef> columns(String column) {
    List<ColumnRef> reached = new ArrayList<>();
    Set<Place> seen = new LinkedHashSet<>(Set.of(new Place(start, column)));
    Deque<ColumnRef> open = new ArrayDeque<>();
    open.add(new ColumnRef(start, column, 0, Instant.EPOCH));
    while (!open.isEmpty()) {
      ColumnRef at = open.remove();
      for (ColumnRef next : next(at)) {
        if (seen.add(new Place(next.entity(), next.column()))) {
          reached.add(next);
          open.add(next);
        }
      }
    }
    return List.copyOf(reached);
  }

  private record Place(EntityRef entity, String column) {}

  private List<ColumnRef> next(ColumnRef at) {
    boolean down = direction == Direction.DOWNSTREAM;
    return edges.stream()
        .filter(edge -> begin(edge).equals(at.entity()))
        .flatMap(
            edge ->
                edge.columns().stream()
                    .filter(flow -> (down ? flow.source() : flow.target()).equals(at.column()))
                    .map(
                        flow ->
                            new ColumnRef(
                                end(edge),
                                down ? flow.target() : flow.source(),
                                at.steps() + 1,
                                edge.last())))
        .toList();
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
