package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.TransitionRequest;
import io.mudbrick.registry.VersionComment;
import java.util.List;
import java.util.Optional;

/** Requests and comments; a deleted version's go with it ({@link VersionStore}). */
public final class ReviewStore {

  /** A comment with the id of its model, whose name may change. */
  public record Said(String modelId, VersionComment comment) {}

  public void add(Tx tx, String modelId, long version, TransitionRequest request) {
    tx.update(
        "INSERT INTO registry_transition_requests"
            + " (model_id, version, to_stage, asked_by, id, comment, asked_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        modelId,
        version,
        request.to(),
        request.by(),
        request.id(),
        request.comment(),
        request.at());
  }

  public List<TransitionRequest> requests(Tx tx, String modelId, long version, Stage from) {
    return tx.query(
        "SELECT id, to_stage, asked_by, comment, asked_at FROM registry_transition_requests"
            + " WHERE model_id = ? AND version = ? ORDER BY asked_at, id",
        row ->
            new TransitionRequest(
                row.string(1),
                from,
                Stage.valueOf(row.string(2)),
                row.string(3),
                row.nullableString(4),
                row.instant(5)),
        modelId,
        version);
  }

  public void removeRequest(Tx tx, String id) {
    tx.update("DELETE FROM registry_transition_requests WHERE id = ?", id);
  }

  public void save(Tx tx, Said said) {
    VersionComment comment = said.comment();
    tx.update(
        "INSERT INTO registry_comments"
            + " (id, model_id, version, said_by, comment, said_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            + " comment = excluded.comment, updated_at = excluded.updated_at",
        comment.id(),
        said.modelId(),
        comment.version(),
        comment.by(),
        comment.text(),
        comment.saidAt(),
        comment.updatedAt());
  }

  /** A comment, named after its model by whoever may know the name. */
  public Optional<Said> comment(Tx tx, String id) {
    return tx.first(
        "SELECT id, version, said_by, comment, said_at, updated_at, model_id FROM registry_comments"
            + " WHERE id = ?",
        row ->
            new Said(
                row.string(7),
                new VersionComment(
                    row.string(1),
                    "",
                    row.number(2),
                    row.string(3),
                    row.string(4),
                    row.instant(5),
                    row.instant(6))),
        id);
  }

  public List<VersionComment> comments(Tx tx, String modelId, String name, long version) {
    return tx.query(
        "SELECT id, version, said_by, comment, said_at, updated_at FROM registry_comments"
            + " WHERE model_id = ? AND version = ? ORDER BY said_at, id",
        row ->
            new VersionComment(
                row.string(1),
                name,
                row.number(2),
                row.string(3),
                row.string(4),
                row.instant(5),
                row.instant(6)),
        modelId,
        version);
  }

  public void removeComment(Tx tx, String id) {
    tx.update("DELETE FROM registry_comments WHERE id = ?", id);
  }
}
