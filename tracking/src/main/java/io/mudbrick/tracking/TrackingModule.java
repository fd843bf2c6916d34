package io.mudbrick.tracking;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import io.mudbrick.platform.events.BeforeShow;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.MetricsWanted;
import io.mudbrick.platform.events.PromptsUsed;
import io.mudbrick.platform.events.WorkspaceCreated;
import io.mudbrick.platform.files.ArtifactUris;
import io.mudbrick.platform.identity.ObjectType;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.tracking.internal.ImportService;
import io.mudbrick.tracking.internal.MlflowTree;
import io.mudbrick.tracking.internal.ModelMetrics;
import io.mudbrick.tracking.internal.PromptLinks;
import io.mudbrick.tracking.internal.ProxyTree;
import io.mudbrick.tracking.internal.TrackingService;
import io.mudbrick.tracking.internal.TransferService;
import io.mudbrick.tracking.rest.mlflow.MlflowTrackingRoutes;
import io.mudbrick.tracking.rest.otlp.OtlpRoutes;
import java.util.List;

/** Brings {@link Tracking} and its MLflow face to an engine. */
public final class TrackingModule implements PlatformModule {
  @Override
  public String name() {
    return "tracking";
  }

  @Override
  public void start(ModuleContext context) {
    context.offer(Tracking.class, caller -> new TrackingService(context, caller));
    context.offer(ArtifactStore.class, caller -> new TrackingService(context, caller).tree());
    context.offer(Imports.class, caller -> new ImportService(context, caller));
    context.offer(ArtifactTransfers.class, caller -> new TransferService(context, caller));
    context
        .permissions()
        .register(
            new ObjectType(
                "experiments",
                "mlflowExperiment",
                List.of(
                    PermissionLevel.CAN_READ, PermissionLevel.CAN_EDIT, PermissionLevel.CAN_MANAGE),
                (caller, id) -> new TrackingService(context, caller).hasExperiment(id)));
    ArtifactUris uris = context.artifactUris();
    uris.register("runs", (caller, uri) -> new TrackingService(context, caller).resolveRun(uri));
    uris.register(
        "models", (caller, uri) -> new TrackingService(context, caller).resolveModel(uri));
    uris.register(
        "mlflow-artifacts", (caller, uri) -> new TrackingService(context, caller).resolveTree(uri));
    MlflowTree tree = new MlflowTree(context);
    uris.register("dbfs", tree::resolve);
    context.fileTrees().mount(MlflowTree.ROOT, tree);
    context.fileTrees().mount(ProxyTree.ROOT, new ProxyTree(context));
    context
        .events()
        .subscribe(
            WorkspaceCreated.class,
            created -> new TrackingService(context, created.admin()).createDefaultExperiment());
    context
        .events()
        .subscribe(
            BeforeShow.class,
            shown -> {
              if (shown.entity().type() == EntityRef.Type.RUN
                  && !context.identities().isAdmin(shown.caller())) {
                new TrackingService(context, shown.caller()).getRun(shown.entity().id());
              }
            });
    context
        .events()
        .subscribe(
            MetricsWanted.class,
            wanted -> ModelMetrics.tell(new TrackingService(context, wanted.caller()), wanted));
    context
        .events()
        .subscribe(
            PromptsUsed.class,
            used -> PromptLinks.note(new TrackingService(context, used.caller()), used));
    MlflowTrackingRoutes.mount(context.routes(), context.events());
    OtlpRoutes.mount(context.routes());
  }
}
