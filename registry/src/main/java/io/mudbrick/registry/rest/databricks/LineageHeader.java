package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a client works and what it read, as MLflow's clients tell with a call or by a header.
 *
 * @param entities the notebook or job that calls
 * @param lineages the tables that were read
 */
record LineageHeader(List<Entity> entities, List<Flow> lineages) {
  private static final String NAME = "X-Databricks-Lineage-Identifier";

  record Id(@Nullable String id) {}

  record PipelineId(@Nullable String pipelineId) {}

  record Entity(@Nullable Id notebook, @Nullable Id job, @Nullable PipelineId pipeline) {
    Optional<EntityRef> ref(HttpCall call) {
      if (notebook != null) {
        return ref(call, EntityRef.Type.NOTEBOOK, notebook.id());
      }
      if (job != null) {
        return ref(call, EntityRef.Type.JOB, job.id());
      }
      return pipeline == null
          ? Optional.empty()
          : ref(call, EntityRef.Type.PIPELINE, pipeline.pipelineId());
    }

    private static Optional<EntityRef> ref(
        HttpCall call, EntityRef.Type type, @Nullable String id) {
      return id == null || id.isBlank()
          ? Optional.empty()
          : Optional.of(new EntityRef(type, call.caller().workspaceId(), id));
    }
  }

  record Table(@Nullable String name) {}

  record Securable(@Nullable Table table) {
    Optional<EntityRef> ref(HttpCall call) {
      String name = table == null ? null : table.name();
      return name == null || name.isBlank()
          ? Optional.empty()
          : Optional.of(new EntityRef(EntityRef.Type.TABLE, call.caller().metastoreId(), name));
    }
  }

  record Flow(List<Securable> sourceSecurables) {}

  /** What the header of a call says; nothing when it has none that can be understood. */
  static Optional<LineageHeader> read(HttpCall call) {
    String header = call.header(NAME);
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Base64.getDecoder().decode(header), LineageHeader.class));
    } catch (IllegalArgumentException | PlatformException notOurs) {
      return Optional.empty(); // lineage is told by the way: the call itself is what was asked for
    }
  }

  /** Whoever calls. */
  List<EntityRef> entities(HttpCall call) {
    return entities.stream().flatMap(entity -> entity.ref(call).stream()).toList();
  }

  /** Whoever calls, and what it read. */
  List<EntityRef> sources(HttpCall call) {
    List<EntityRef> sources = new ArrayList<>(entities(call));
    for (Flow flow : lineages) {
      flow.sourceSecurables().forEach(source -> source.ref(call).ifPresent(sources::add));
    }
    return sources;
  }
}
