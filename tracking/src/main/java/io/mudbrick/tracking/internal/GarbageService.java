package io.mudbrick.tracking.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.Collected;
import io.mudbrick.tracking.Garbage;
import io.mudbrick.tracking.GarbageQuery;
import io.mudbrick.tracking.LoggedModelErrors;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.ArtifactPlace;
import io.mudbrick.tracking.internal.jdbc.GarbageStore;
import io.mudbrick.tracking.internal.jdbc.GarbageStore.Item;
import io.mudbrick.tracking.internal.jdbc.GarbageStore.ModelFiles;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Really deletes, for one caller. Rows go first, together with a note of their files; then the
 * files; then the note. Whatever a crash leaves, the next collection finishes.
 */
final class GarbageService implements Garbage {
  private final Session session;
  private final GarbageStore store = new GarbageStore();

  GarbageService(Session session) {
    this.session = session;
  }

  /** What a query means, by id. */
  private record Wanted(
      Map<String, Item> runs, Map<String, Item> models, Map<String, Item> experiments) {
    Wanted() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  @Override
  public Collected find(GarbageQuery query) {
    Wanted wanted = session.database.read(tx -> wanted(tx, query));
    return new Collected(
        List.copyOf(wanted.runs().keySet()),
        List.copyOf(wanted.experiments().keySet()),
        List.copyOf(wanted.models().keySet()),
        List.of());
  }

  @Override
  public Collected collect(GarbageQuery query) {
    Wanted wanted = session.database.read(tx -> wanted(tx, query));
    List<String> kept = new ArrayList<>();
    List<String> models = removed(wanted.models(), "logged model", this::removeModel, kept);
    List<String> runs = removed(wanted.runs(), "run", this::removeRun, kept);
    List<String> experiments =
        removed(wanted.experiments(), "experiment", this::removeExperiment, kept);
    removeFiles();
    return new Collected(runs, experiments, models, kept);
  }

  private Wanted wanted(Tx tx, GarbageQuery query) {
    Instant latest = session.now().minus(query.olderThan());
    Wanted wanted = new Wanted();
    if (query.isEverything()) {
      addAll(wanted.experiments(), store.deletedExperiments(tx, session.workspaceId()), latest);
      addAll(wanted.runs(), store.deletedRuns(tx, session.workspaceId()), latest);
      addAll(wanted.models(), store.deletedModels(tx, session.workspaceId()), latest);
    }
    for (String id : query.experimentIds()) {
      Item found =
          store
              .experiment(tx, session.workspaceId(), Session.experimentNumber(id))
              .orElseThrow(() -> TrackingErrors.experimentNotFound(id));
      add(wanted.experiments(), "Experiment", found, latest);
    }
    for (String id : query.runIds()) {
      Item found =
          store
              .run(tx, session.workspaceId(), id)
              .orElseThrow(() -> TrackingErrors.runNotFound(id));
      add(wanted.runs(), "Run", found, latest);
    }
    for (String id : query.loggedModelIds()) {
      Item found =
          store
              .model(tx, session.workspaceId(), id)
              .orElseThrow(() -> LoggedModelErrors.notFound(id));
      add(wanted.models(), "Logged model", found, latest);
    }
    for (Item experiment : wanted.experiments().values()) {
      store
          .runsOf(tx, session.workspaceId(), experiment.experiment())
          .forEach(run -> wanted.runs().put(run.id(), run));
      store
          .modelsOf(tx, session.workspaceId(), experiment.experiment())
          .forEach(model -> wanted.models().put(model.id(), model));
    }
    return wanted;
  }

  private void addAll(Map<String, Item> wanted, List<Item> found, Instant latest) {
    for (Item item : found) {
      if (isOld(item, latest) && session.access.manages(item.experiment())) {
        wanted.put(item.id(), item);
      }
    }
  }

  private void add(Map<String, Item> wanted, String what, Item item, Instant latest) {
    session.access.manage(item.experiment());
    if (item.deletedAt() == null) {
      throw TrackingErrors.notDeleted(what, item.id());
    }
    if (!isOld(item, latest)) {
      throw TrackingErrors.notOldEnough(what, item.id());
    }
    wanted.put(item.id(), item);
  }

  private static boolean isOld(Item item, Instant latest) {
    return item.deletedAt() != null && !item.deletedAt().isAfter(latest);
  }

  /** Removes the rows of a thing. */
  private interface Removal {
    void remove(Tx tx, Item item);
  }

  private List<String> removed(
      Map<String, Item> items, String what, Removal removal, List<String> kept) {
    List<String> removed = new ArrayList<>();
    for (Item item : items.values()) {
      try {
        session.database.run(tx -> removal.remove(tx, item));
        removed.add(item.id());
      } catch (PlatformException e) {
        kept.add(what + " " + item.id() + ": " + e.message());
      }
    }
    return removed;
  }

  private void announce(EntityRef.Type type, String id) {
    EntityRef entity = new EntityRef(type, session.workspaceId(), id);
    session.events().publish(new BeforeDelete(entity, session.caller, false));
  }

  private void removeModel(Tx tx, Item item) {
    announce(EntityRef.Type.PATH, "models:/" + item.id());
    ModelFiles files =
        store
            .modelFiles(tx, session.workspaceId(), item.id())
            .orElseThrow(() -> LoggedModelErrors.notFound(item.id()));
    store.removeModel(tx, files.number());
    String own = files.artifactPath();
    if (own == null) {
      addFiles(tx, experiment(tx, item).place().child("models").child(item.id()));
    } else if (store.modelsBelow(tx, session.workspaceId(), own).isEmpty()) {
      addFiles(tx, ArtifactPlace.own(own));
    }
  }

  private StoredExperiment experiment(Tx tx, Item item) {
    return session.experiment(tx, Long.toString(item.experiment()));
  }

  private void addFiles(Tx tx, ArtifactPlace place) {
    if (!place.foreign()) {
      store.addFiles(tx, session.workspaceId(), place.path());
    }
  }

  private void removeRun(Tx tx, Item item) {
    announce(EntityRef.Type.RUN, item.id());
    StoredRun run = session.run(tx, item.id());
    if (!run.place().foreign()) {
      List<String> models = store.modelsBelow(tx, session.workspaceId(), run.place().path());
      if (!models.isEmpty()) {
        throw ArtifactErrors.modelsAmongArtifacts(models);
      }
    }
    store.removeRun(tx, run.number());
    addFiles(tx, experiment(tx, item).place().child(item.id()));
  }

  private void removeExperiment(Tx tx, Item item) {
    boolean empty =
        store.runsOf(tx, session.workspaceId(), item.experiment()).isEmpty()
            && store.modelsOf(tx, session.workspaceId(), item.experiment()).isEmpty();
    if (!empty) {
      throw TrackingErrors.experimentNotEmpty(item.id());
    }
    ArtifactPlace place = experiment(tx, item).place();
    store.removeExperiment(tx, session.workspaceId(), item.experiment());
    session.access.deleted(item.experiment());
    // A place that its creator chose may be others' as well.
    if (!place.foreign() && place.path().equals(item.id())) {
      addFiles(tx, place);
    }
  }

  private void removeFiles() {
    List<String> paths = session.database.read(tx -> store.files(tx, session.workspaceId()));
    for (String path : paths) {
      new Files(session.blobs).delete(path);
      session.database.run(tx -> store.removeFiles(tx, session.workspaceId(), path));
    }
  }
}
