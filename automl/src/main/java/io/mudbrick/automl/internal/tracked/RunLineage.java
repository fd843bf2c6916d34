package io.mudbrick.automl.internal.tracked;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.events.LineageEdge;
import java.time.Instant;
import java.util.List;

/**
 * Tells lineage what was made from what: the data flows into the parent run, and from there into
 * each trial's run, from which the registry leads on to model versions. Thread-safe.
 */
public record RunLineage(EventBus events, Caller caller) {

  public void read(List<EntityRef> sources, String parentRunId, Instant at) {
    sources.forEach(source -> publish(source, run(parentRunId), at));
  }

  public void tried(String parentRunId, String trialRunId, Instant at) {
    publish(run(parentRunId), run(trialRunId), at);
  }

  private EntityRef run(String id) {
    return new EntityRef(EntityRef.Type.RUN, caller.workspaceId(), id);
  }

  private void publish(EntityRef source, EntityRef target, Instant at) {
    events.publish(new LineageEdge(source, target, caller, at));
  }
}
