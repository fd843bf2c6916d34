package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.EvaluationDataset;
import io.mudbrick.tracking.EvaluationDatasetQuery;
import io.mudbrick.tracking.EvaluationDatasets;
import io.mudbrick.tracking.EvaluationRecord;
import io.mudbrick.tracking.NewEvaluationRecord;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.EvaluationDatasetStore;
import io.mudbrick.tracking.internal.jdbc.EvaluationRecordStore;
import io.mudbrick.tracking.internal.jdbc.StoredEvaluationDataset;
import io.mudbrick.tracking.internal.jdbc.StoredEvaluationRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluation datasets for one caller. */
final class EvaluationDatasetService implements EvaluationDatasets {
  private static final int DIGEST = 8;

  private final Session session;
  private final EvaluationDatasetStore datasets;
  private final EvaluationRecordStore records = new EvaluationRecordStore();

  EvaluationDatasetService(Session session) {
    this.session = session;
    this.datasets = new EvaluationDatasetStore(session.database.dialect());
  }

  @Override
  public EvaluationDataset create(
      String name, List<String> experimentIds, Map<String, String> tags) {
    if (name.isBlank()) {
      throw TrackingErrors.missingValue("name");
    }
    Limits.tooLong("name", name, Limits.EXPERIMENT_NAME);
    tags.keySet().forEach(Limits::key);
    List<Long> experiments = editableExperiments(experimentIds);
    Instant now = session.now();
    String user = EvaluationRecords.user(tags);
    EvaluationDataset made =
        new EvaluationDataset(
            "d-" + session.ids.hex32(),
            name,
            digest(name, now),
            tags,
            null,
            null,
            now,
            now,
            user,
            user);
    session.database.run(
        tx -> {
          long number =
              datasets.insert(tx, session.workspaceId(), session.caller.principal().id(), made);
          datasets.addToExperiments(tx, number, experiments);
        });
    return made;
  }

  private static String digest(String name, Instant changed) {
    return EvaluationRecords.sha256(name + ":" + changed.toEpochMilli()).substring(0, DIGEST);
  }

  private List<Long> editableExperiments(List<String> experimentIds) {
    List<Long> numbers = new ArrayList<>();
    for (String id : experimentIds) {
      long number = session.database.read(tx -> session.experiment(tx, id)).number();
      session.access.edit(number);
      numbers.add(number);
    }
    return numbers;
  }

  @Override
  public EvaluationDataset get(String datasetId) {
    return readable(datasetId).dataset();
  }

  @Override
  public void delete(String datasetId) {
    Optional<StoredEvaluationDataset> found = find(datasetId);
    found.ifPresent(this::requireEditable);
    found.ifPresent(dataset -> session.database.run(tx -> datasets.delete(tx, dataset.number())));
  }

  @Override
  public Page<EvaluationDataset> search(EvaluationDatasetQuery query) {
    Limits.maxResults(query.maxResults(), Limits.PAGE);
    @Nullable List<Long> experiments = null;
    if (!query.experimentIds().isEmpty()) {
      experiments = session.readableExperiments(query.experimentIds());
      if (experiments.isEmpty()) {
        return new Page<>(List.of(), null);
      }
    }
    @Nullable List<Long> wanted = experiments;
    return session.database.read(tx -> search(tx, wanted, query));
  }

  /** Reads on where the caller may not see some of a page. */
  private Page<EvaluationDataset> search(
      Tx tx, @Nullable List<Long> experiments, EvaluationDatasetQuery query) {
    List<EvaluationDataset> found = new ArrayList<>();
    @Nullable String token = query.pageToken();
    do {
      EvaluationDatasetQuery rest =
          EvaluationDatasetQuery.in(query.experimentIds())
              .filter(query.filter())
              .orderBy(query.orderBy())
              .maxResults(query.maxResults() - found.size())
              .pageToken(token)
              .build();
      Page<Long> page = datasets.search(tx, session.workspaceId(), experiments, rest);
      datasets.load(tx, page.items()).stream()
          .filter(dataset -> experiments != null || mayRead(dataset))
          .map(StoredEvaluationDataset::dataset)
          .forEach(found::add);
      token = page.nextPageToken();
    } while (token != null && found.size() < query.maxResults());
    return new Page<>(found, token);
  }

  @Override
  public void setTags(String datasetId, Map<String, String> tags) {
    tags.keySet().forEach(Limits::key);
    long number = editable(datasetId).number();
    session.database.run(tx -> datasets.setTags(tx, number, tags));
  }

  @Override
  public void deleteTag(String datasetId, String key) {
    Optional<StoredEvaluationDataset> found = find(datasetId);
    found.ifPresent(this::requireEditable);
    found.ifPresent(
        dataset -> session.database.run(tx -> datasets.deleteTag(tx, dataset.number(), key)));
  }

  @Override
  public List<String> experimentIds(String datasetId) {
    Optional<StoredEvaluationDataset> found = find(datasetId);
    found.ifPresent(this::requireReadable);
    return found.map(StoredEvaluationDataset::experiments).orElse(List.of()).stream()
        .map(experiment -> Long.toString(experiment))
        .toList();
  }

  @Override
  public EvaluationDataset addToExperiments(String datasetId, List<String> experimentIds) {
    long number = editable(datasetId).number();
    List<Long> experiments = editableExperiments(experimentIds);
    session.database.run(
        tx -> {
          datasets.addToExperiments(tx, number, experiments);
          datasets.touch(tx, number, session.now());
        });
    return get(datasetId);
  }

  @Override
  public EvaluationDataset removeFromExperiments(String datasetId, List<String> experimentIds) {
    StoredEvaluationDataset dataset = editable(datasetId);
    List<Long> there =
        dataset.experiments().stream()
            .filter(experiment -> experimentIds.contains(Long.toString(experiment)))
            .toList();
    if (there.isEmpty()) {
      return dataset.dataset();
    }
    return session.database.write(
        tx -> {
          datasets.removeFromExperiments(tx, dataset.number(), there);
          datasets.touch(tx, dataset.number(), session.now());
          return datasets.load(tx, List.of(dataset.number())).get(0).dataset();
        });
  }

  @Override
  public Upserted upsert(String datasetId, List<NewEvaluationRecord> added) {
    requireEditable(existing(datasetId));
    List<String> hashes = added.stream().map(EvaluationRecords::hash).toList();
    return session.database.write(
        tx -> {
          StoredEvaluationDataset dataset = existing(tx, datasetId);
          Map<String, StoredEvaluationRecord> known =
              new LinkedHashMap<>(records.byHash(tx, dataset.number(), hashes));
          Instant now = session.now();
          long next = dataset.nextRecord();
          for (int i = 0; i < added.size(); i++) {
            NewEvaluationRecord record = added.get(i);
            String hash = hashes.get(i);
            StoredEvaluationRecord old = known.get(hash);
            known.put(
                hash,
                old == null
                    ? EvaluationRecords.inserted(session.ids, ++next, hash, record, now)
                    : EvaluationRecords.merged(old, record, now));
          }
          records.put(tx, dataset.number(), known.values());
          int inserted = (int) (next - dataset.nextRecord());
          datasets.update(
              tx,
              dataset.number(),
              changed(dataset.dataset(), added, now),
              dataset.records() + inserted,
              next);
          return new Upserted(inserted, added.size() - inserted);
        });
  }

  private static EvaluationDataset changed(
      EvaluationDataset old, List<NewEvaluationRecord> added, Instant now) {
    @Nullable String user = null;
    for (NewEvaluationRecord record : added) {
      String named = EvaluationRecords.user(record.tags());
      user = named == null ? user : named;
    }
    return new EvaluationDataset(
        old.datasetId(),
        old.name(),
        digest(old.name(), now),
        old.tags(),
        EvaluationSchema.grown(old.schema(), added),
        old.profile(),
        old.createdTime(),
        now,
        old.createdBy(),
        user);
  }

  @Override
  public Page<EvaluationRecord> records(
      String datasetId, int maxResults, @Nullable String pageToken) {
    Limits.maxResults(maxResults, Limits.PAGE);
    StoredEvaluationDataset dataset = readable(datasetId);
    long after = pageToken == null || pageToken.isEmpty() ? 0 : place(pageToken);
    List<StoredEvaluationRecord> found =
        session.database.read(tx -> records.page(tx, dataset.number(), after, maxResults + 1L));
    boolean more = found.size() > maxResults;
    List<StoredEvaluationRecord> page = more ? found.subList(0, maxResults) : found;
    return new Page<>(
        page.stream().map(record -> EvaluationRecords.shown(datasetId, record)).toList(),
        more ? Long.toString(page.get(maxResults - 1).number()) : null);
  }

  private static long place(String pageToken) {
    if (!pageToken.matches("\\d{1,18}")) {
      throw TrackingErrors.badPageToken();
    }
    return Long.parseLong(pageToken);
  }

  @Override
  public int deleteRecords(String datasetId, List<String> recordIds) {
    long number = editable(datasetId).number();
    return session.database.write(
        tx -> {
          int deleted = records.delete(tx, number, recordIds);
          datasets.setRecords(tx, number, existing(tx, datasetId).records() - deleted);
          return deleted;
        });
  }

  // ---- who may do it

  private Optional<StoredEvaluationDataset> find(String datasetId) {
    return session.database.read(tx -> datasets.find(tx, session.workspaceId(), datasetId));
  }

  private StoredEvaluationDataset existing(String datasetId) {
    return session.database.read(tx -> existing(tx, datasetId));
  }

  private StoredEvaluationDataset existing(Tx tx, String datasetId) {
    return datasets
        .find(tx, session.workspaceId(), datasetId)
        .orElseThrow(() -> TrackingErrors.evaluationDatasetNotFound(datasetId));
  }

  private StoredEvaluationDataset readable(String datasetId) {
    StoredEvaluationDataset dataset = existing(datasetId);
    requireReadable(dataset);
    return dataset;
  }

  private StoredEvaluationDataset editable(String datasetId) {
    StoredEvaluationDataset dataset = existing(datasetId);
    requireEditable(dataset);
    return dataset;
  }

  private void requireReadable(StoredEvaluationDataset dataset) {
    if (!mayRead(dataset)) {
      throw TrackingErrors.deniedDataset(dataset.dataset().datasetId());
    }
  }

  private void requireEditable(StoredEvaluationDataset dataset) {
    if (!keeps(dataset) && session.access.editable(dataset.experiments()).isEmpty()) {
      throw TrackingErrors.deniedDataset(dataset.dataset().datasetId());
    }
  }

  private boolean mayRead(StoredEvaluationDataset dataset) {
    return keeps(dataset) || !session.access.readable(dataset.experiments()).isEmpty();
  }

  private boolean keeps(StoredEvaluationDataset dataset) {
    return dataset.owner().equals(session.caller.principal().id()) || session.access.admin();
  }
}
