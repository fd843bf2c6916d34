package io.mudbrick.catalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.events.LineageEdge;
import java.util.List;

/** Stands in for the modules above: it publishes lineage, and will not let a pinned table go. */
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
            (source, target, columns) ->
                context
                    .events()
                    .publish(
                        new LineageEdge(
                            source, target, caller, context.clock().instant(), List.of(columns))));
    context.events().subscribe(BeforeDelete.class, EdgeModule::keepPinned);
  }

  private static void keepPinned(BeforeDelete deletion) {
    if (deletion.entity().id().endsWith(".pinned") && !deletion.force()) {
      throw new PlatformException(ErrorCode.RESOURCE_CONFLICT, "Somebody needs it.");
    }
  }
}
