package io.mudbrick.catalog;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.events.LineageEdge;

/** Stands in for the modules that publish lineage. */
public final class EdgeModule implements PlatformModule {
  @Override
  public String name() {
    return "edges";
  }

  @Override
  public void start(ModuleContext context) {
    context.offer(
        Edges.class,
        caller ->
            (source, target) ->
                context
                    .events()
                    .publish(new LineageEdge(source, target, caller, context.clock().instant())));
  }
}
