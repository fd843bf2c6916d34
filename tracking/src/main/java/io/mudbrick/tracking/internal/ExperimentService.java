package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.ExperimentQuery;
import io.mudbrick.tracking.Experiments;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.ArtifactPlace;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Experiments for one caller. */
final class ExperimentService implements Experiments {
  private final Session session;

  ExperimentService(Session session) {
    this.session = session;
  }

  @Override
  public Experiment createExperiment(NewExperiment spec) {
    checkName(spec.name());
    ArtifactPlace place = ArtifactLocations.chosen(spec.artifactLocation());
    spec.tags().forEach(ExperimentService::checkLengths);
    return session.database.write(
        tx -> {
          if (session.experiments.byName(tx, session.workspaceId(), spec.name()).isPresent()) {
            throw TrackingErrors.experimentExists(spec.name());
          }
          if (place != null && !place.foreign()) {
            requireOverlapping(tx, place.path());
          }
          long number =
              session.experiments.insert(
                  tx, session.workspaceId(), spec.name(), place, session.now());
          spec.tags()
              .forEach(
                  (key, value) ->
                      session.experiments.setTag(tx, session.workspaceId(), number, key, value));
          session.access.created(number);
          return session.experiment(tx, Long.toString(number)).experiment();
        });
  }

  /** A place shared with others gives rights on their files: only who has them may share it. */
  private void requireOverlapping(Tx tx, String path) {
    session.experiments.owningPath(tx, session.workspaceId(), path).forEach(session.access::edit);
    session.experiments.belowPath(tx, session.workspaceId(), path).forEach(session.access::edit);
  }

  /** Makes the experiment that every workspace has. */
  void createDefault() {
    Experiment first = createExperiment("Default");
    session.access.openToUsers(Session.experimentNumber(first.experimentId()));
  }

  @Override
  public Experiment getExperiment(String experimentId) {
    StoredExperiment found = session.database.read(tx -> session.experiment(tx, experimentId));
    session.access.read(found.number());
    return found.experiment();
  }

  @Override
  public Optional<Experiment> getExperimentByName(String name) {
    Optional<StoredExperiment> found =
        session.database.read(tx -> session.experiments.byName(tx, session.workspaceId(), name));
    found.ifPresent(experiment -> session.access.read(experiment.number()));
    return found.map(StoredExperiment::experiment);
  }

  @Override
  public Page<Experiment> searchExperiments(ExperimentQuery query) {
    Limits.maxResults(query.maxResults(), Limits.PAGE);
    return session.database.read(
        tx -> {
          List<Long> found = new ArrayList<>();
          @Nullable String token = query.pageToken();
          do {
            Page<Long> page = page(tx, query, query.maxResults() - found.size(), token);
            found.addAll(session.access.readable(page.items()));
            token = page.nextPageToken();
          } while (token != null && found.size() < query.maxResults());
          return new Page<>(
              session.experiments.load(tx, session.workspaceId(), found).stream()
                  .map(StoredExperiment::experiment)
                  .toList(),
              token);
        });
  }

  private Page<Long> page(Tx tx, ExperimentQuery query, int size, @Nullable String token) {
    return session.experiments.search(
        tx,
        session.workspaceId(),
        new ExperimentQuery(query.filter(), query.viewType(), query.orderBy(), size, token));
  }

  @Override
  public void updateExperiment(String experimentId, String newName) {
    checkName(newName);
    edit(
        experimentId,
        (tx, experiment) -> {
          if (!experiment.isActive()) {
            throw TrackingErrors.renameOfDeletedExperiment();
          }
          boolean taken =
              session
                  .experiments
                  .byName(tx, session.workspaceId(), newName)
                  .filter(other -> other.number() != experiment.number())
                  .isPresent();
          if (taken) {
            throw TrackingErrors.experimentExists(newName);
          }
          session.experiments.rename(
              tx, session.workspaceId(), experiment.number(), newName, session.now());
        });
  }

  @Override
  public void deleteExperiment(String experimentId) {
    move(experimentId, LifecycleStage.ACTIVE, LifecycleStage.DELETED);
  }

  @Override
  public void restoreExperiment(String experimentId) {
    move(experimentId, LifecycleStage.DELETED, LifecycleStage.ACTIVE);
  }

  private void move(String experimentId, LifecycleStage from, LifecycleStage to) {
    edit(
        experimentId,
        (tx, experiment) -> {
          if (experiment.experiment().lifecycleStage() != from) {
            throw TrackingErrors.experimentNotFound(experimentId);
          }
          session.experiments.move(
              tx, session.workspaceId(), experiment.number(), to, session.now());
        });
  }

  @Override
  public void setExperimentTag(String experimentId, String key, String value) {
    checkTag(key, value);
    edit(
        experimentId,
        (tx, experiment) -> {
          requireActive(experiment);
          session.experiments.setTag(tx, session.workspaceId(), experiment.number(), key, value);
        });
  }

  @Override
  public void deleteExperimentTag(String experimentId, String key) {
    edit(
        experimentId,
        (tx, experiment) -> {
          requireActive(experiment);
          if (!session.experiments.deleteTag(tx, session.workspaceId(), experiment.number(), key)) {
            throw TrackingErrors.experimentTagNotFound(key, experimentId);
          }
        });
  }

  private static void requireActive(StoredExperiment experiment) {
    if (!experiment.isActive()) {
      throw TrackingErrors.experimentNotActive(experiment.experiment().experimentId());
    }
  }

  /** A change of an experiment, in its transaction. */
  private interface Change {
    void make(Tx tx, StoredExperiment experiment);
  }

  private void edit(String experimentId, Change change) {
    session.database.run(
        tx -> {
          StoredExperiment experiment = session.experiment(tx, experimentId);
          session.access.edit(experiment.number());
          change.make(tx, experiment);
        });
  }

  static void checkName(String name) {
    if (name.isEmpty()) {
      throw TrackingErrors.missingValue("name");
    }
    Limits.tooLong("name", name, Limits.EXPERIMENT_NAME);
  }

  private static void checkTag(String key, String value) {
    Limits.key(Where.ALONE, "key", key);
    checkLengths(key, value);
  }

  private static void checkLengths(String key, String value) {
    Limits.tooLong("key", key, Limits.KEY);
    Limits.tooLong("value", value, Limits.EXPERIMENT_TAG_VALUE);
  }
}
