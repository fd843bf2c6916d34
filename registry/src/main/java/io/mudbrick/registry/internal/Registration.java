package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelUri;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.ModelVersion.Origin;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.RegisteredModel.Changes;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions. The number is taken first and the version is PENDING_REGISTRATION while its files
 * are copied; they are on disk before the transaction that records their digests and makes it
 * READY.
 */
final class Registration {
  private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";
  private static final int MAX_MLMODEL_BYTES = 1 << 20;

  /** The files of a logged model that a client brought from the server that it tracks to. */
  private static final Pattern CARRIED =
      Pattern.compile("dbfs:/databricks/mlflow/tmp-external-source/[^/]+/m-[0-9a-f]{32}");

  private static final Pattern RUN_ID = Pattern.compile("[0-9a-f]{32}");

  private final Room room;
  private final Caller caller;
  private final ModelAccess access;

  Registration(Room room, Caller caller, ModelAccess access) {
    this.room = room;
    this.caller = caller;
    this.access = access;
  }

  /** Registers and returns the number. */
  long register(NewModelVersion wanted) {
    wanted.tags().forEach(Rules::tag);
    if ("true".equals(wanted.tags().get(PROMPT_TAG))) {
      return registerPrompt(wanted);
    }
    Rules.source(wanted.source());
    ModelVersion copied = copied(wanted.source());
    BlobStore source = source(copied == null ? wanted.source() : copied.uri());
    Securable model = access.changeable(wanted.model());
    NewModelVersion known = withRun(wanted, source);
    long version = pending(known);
    try {
      List<ModelFile> files = copy(source, model, version);
      room.database()
          .run(
              tx -> {
                ready(tx, model, known.model(), version, files);
                linkCopy(model, version, copied);
              });
    } catch (IOException e) {
      fail(model, version, String.valueOf(e.getMessage()));
      throw RegistryErrors.unreadable(wanted.source(), e);
    } catch (RuntimeException e) {
      fail(model, version, String.valueOf(e.getMessage()));
      throw e;
    }
    return version;
  }

  List<ModelFile> copy(BlobStore source, Securable model, long version) throws IOException {
    return new Copier(room, caller).copy(source, model.id(), version);
  }

  /** The version that a URI names now: an alias may move while its files are copied. */
  private @Nullable ModelVersion copied(String source) {
    return source.startsWith("models:/") && !ModelUri.namesLoggedModel(source)
        ? room.context().service(Registry.class, caller).resolve(source)
        : null;
  }

  private void linkCopy(Securable model, long version, @Nullable ModelVersion copied) {
    if (copied != null) {
      EntityRef from = Room.entity(caller, copied.model(), copied.version());
      EntityRef made = Room.entity(caller, model.fullName(), version);
      room.context().events().publish(new LineageEdge(from, made, caller, room.now()));
    }
  }

  /** A prompt is its tags: MLflow's clients name a source that is nowhere. */
  private long registerPrompt(NewModelVersion wanted) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(wanted.model());
              long version = pending(wanted);
              ready(tx, model, wanted.model(), version, List.of());
              return version;
            });
  }

  private BlobStore source(String named) {
    // MLflow's client puts them one directory above the one that it names.
    String uri =
        CARRIED.matcher(named).matches() ? named.substring(0, named.lastIndexOf('/')) : named;
    BlobStore source = room.context().artifactUris().resolve(caller, uri);
    try {
      if (source.walk("").isEmpty()) {
        throw RegistryErrors.emptySource(uri);
      }
    } catch (IOException e) {
      throw RegistryErrors.unreadable(uri, e);
    }
    return source;
  }

  private long pending(NewModelVersion wanted) {
    return pending(
        wanted,
        (tx, row) -> room.versions().add(tx, caller.metastoreId(), room.context().server(), row));
  }

  /** Takes a number for a version whose files its client brings; belongs to no server. */
  long waiting(NewModelVersion wanted) {
    return pending(wanted, (tx, row) -> room.versions().addWaiting(tx, caller.metastoreId(), row));
  }

  private long pending(NewModelVersion wanted, BiConsumer<Tx, VersionRow> adding) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(wanted.model());
              long version = room.models().nextVersion(tx, model.id());
              adding.accept(tx, row(model, version, wanted));
              wanted
                  .tags()
                  .forEach((key, value) -> room.tags().set(tx, model.id(), version, key, value));
              room.models().touch(tx, model.id(), room.stamp(caller));
              return version;
            });
  }

  private VersionRow row(Securable model, long version, NewModelVersion wanted) {
    Stamp now = room.stamp(caller);
    String runId = wanted.origin().runId();
    String workspace = wanted.origin().runWorkspaceId();
    return new VersionRow(
        model.id(),
        version,
        room.context().ids().uuid(),
        ModelVersion.Status.PENDING_REGISTRATION,
        null,
        Stage.NONE,
        wanted.description(),
        new Origin(
            wanted.source(),
            runId,
            runId == null || workspace != null ? workspace : caller.workspaceId(),
            wanted.origin().loggedModelId(),
            wanted.origin().runLink()),
        new Changes(now.at(), now.by(), now.at(), now.by()));
  }

  /** With the run that was named, else the one in a {@code runs:/} source, else the MLmodel's. */
  private static NewModelVersion withRun(NewModelVersion wanted, BlobStore files) {
    Origin origin = wanted.origin();
    String runId = origin.runId();
    if (runId == null || runId.isEmpty()) {
      String source = wanted.source();
      runId =
          source.startsWith("runs:/")
              ? source.substring("runs:/".length()).split("/")[0]
              : packedRun(files);
    }
    return new NewModelVersion(
        wanted.model(),
        wanted.source(),
        new Origin(origin.source(), runId, null, origin.loggedModelId(), origin.runLink()),
        wanted.description(),
        wanted.tags());
  }

  private static @Nullable String packedRun(BlobStore files) {
    try (InputStream in = files.open(MlModel.FILE)) {
      String yaml = new String(in.readNBytes(MAX_MLMODEL_BYTES), StandardCharsets.UTF_8);
      String runId = MlModel.parse(yaml).runId();
      return runId != null && RUN_ID.matcher(runId).matches() ? runId : null;
    } catch (IOException | PlatformException notThereOrNoMlmodel) {
      return null; // what is registered need not be a model that we can read
    }
  }

  /** Makes a version READY, if nobody deleted it while its files were copied. */
  void ready(Tx tx, Securable model, String name, long version, List<ModelFile> files) {
    VersionRow row =
        room.versions()
            .find(tx, model.id(), version)
            .orElseThrow(() -> RegistryErrors.noSuchVersion(name, version));
    Origin origin = row.origin();
    room.files().add(tx, model.id(), version, files);
    room.versions().setStatus(tx, model.id(), version, ModelVersion.Status.READY, null);
    tell(tx, model, row);
    String runId = origin.runId();
    String workspace = origin.runWorkspaceId();
    if (runId != null && workspace != null) {
      EntityRef run = new EntityRef(EntityRef.Type.RUN, workspace, runId);
      EntityRef made = Room.entity(caller, model.fullName(), version);
      room.context().events().publish(new LineageEdge(run, made, caller, room.now()));
    }
  }

  private void tell(Tx tx, Securable model, VersionRow row) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("source", row.origin().source());
    data.put("run_id", row.origin().runId());
    data.put("tags", room.tags().ofVersion(tx, model.id(), row.version()));
    data.put("description", row.description());
    room.context()
        .events()
        .publish(new Happened(Happened.What.VERSION_CREATED, model, row.version(), data, caller));
  }

  private void fail(Securable model, long version, String why) {
    room.database()
        .run(
            tx -> {
              room.versions()
                  .setStatus(tx, model.id(), version, ModelVersion.Status.FAILED_REGISTRATION, why);
              room.leftovers().version(tx, caller.metastoreId(), model.id(), version);
            });
  }
}
