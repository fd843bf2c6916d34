package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Reviews;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.TransitionRequest;
import io.mudbrick.registry.VersionComment;
import io.mudbrick.registry.internal.jdbc.ReviewStore;
import io.mudbrick.registry.internal.jdbc.ReviewStore.Said;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What people say and wish about versions, for one caller. */
record ReviewService(
    Room room, ReviewStore store, Caller caller, Registry registry, ModelAccess access)
    implements Reviews {

  @Override
  public TransitionRequest request(String name, long version, Stage to, @Nullable String comment) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.loadable(name);
              VersionRow row = row(tx, model, name, version);
              if (requests(tx, row).stream().anyMatch(it -> it.to() == to && own(it))) {
                throw RegistryErrors.requestExists(name, version, to);
              }
              TransitionRequest request =
                  new TransitionRequest(
                      room.context().ids().hex32(),
                      row.stage(),
                      to,
                      caller.principal().name(),
                      comment,
                      room.now());
              store.add(tx, model.id(), version, request);
              tell(
                  Happened.What.TRANSITION_REQUESTED,
                  model,
                  version,
                  Map.of("from_stage", row.stage().wireName(), "to_stage", to.wireName()));
              return request;
            });
  }

  private boolean own(TransitionRequest request) {
    return request.by().equals(caller.principal().name());
  }

  private VersionRow row(Tx tx, Securable model, String name, long version) {
    return room.versions()
        .find(tx, model.id(), version)
        .orElseThrow(() -> RegistryErrors.noSuchVersion(name, version));
  }

  private List<TransitionRequest> requests(Tx tx, VersionRow row) {
    return store.requests(tx, row.modelId(), row.version(), row.stage());
  }

  @Override
  public List<TransitionRequest> requests(String name, long version) {
    return room.database().read(tx -> requests(tx, row(tx, access.loadable(name), name, version)));
  }

  @Override
  public TransitionRequest approve(
      String name, long version, Stage to, boolean archiveOthers, @Nullable String comment) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(name);
              TransitionRequest ended = end(tx, model, name, version, to, request -> true);
              registry.transitionStage(name, version, to, archiveOthers);
              why(name, version, comment);
              return ended;
            });
  }

  @Override
  public ModelVersion transition(
      String name, long version, Stage to, boolean archiveOthers, @Nullable String comment) {
    return room.database()
        .write(
            tx -> {
              ModelVersion moved = registry.transitionStage(name, version, to, archiveOthers);
              why(name, version, comment);
              return moved;
            });
  }

  @Override
  public TransitionRequest reject(String name, long version, Stage to, @Nullable String comment) {
    return room.database()
        .write(
            tx -> {
              TransitionRequest ended =
                  end(tx, access.changeable(name), name, version, to, request -> true);
              why(name, version, comment);
              return ended;
            });
  }

  private void why(String name, long version, @Nullable String comment) {
    if (comment != null && !comment.isBlank()) {
      comment(name, version, comment);
    }
  }

  @Override
  public TransitionRequest withdraw(String name, long version, Stage to, String by) {
    return room.database()
        .write(
            tx -> {
              boolean own = by.equals(caller.principal().name());
              Securable model = own ? access.loadable(name) : access.changeable(name);
              return end(tx, model, name, version, to, request -> request.by().equals(by));
            });
  }

  private TransitionRequest end(
      Tx tx,
      Securable model,
      String name,
      long version,
      Stage to,
      Predicate<TransitionRequest> which) {
    List<TransitionRequest> ended =
        requests(tx, row(tx, model, name, version)).stream()
            .filter(request -> request.to() == to)
            .filter(which)
            .toList();
    if (ended.isEmpty()) {
      throw RegistryErrors.noSuchRequest(name, version, to);
    }
    ended.forEach(request -> store.removeRequest(tx, request.id()));
    return ended.get(0);
  }

  @Override
  public VersionComment comment(String name, long version, String text) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.loadable(name);
              row(tx, model, name, version);
              VersionComment comment =
                  new VersionComment(
                      room.context().ids().hex32(),
                      model.fullName(),
                      version,
                      caller.principal().name(),
                      said(text),
                      room.now(),
                      room.now());
              store.save(tx, new Said(model.id(), comment));
              tell(Happened.What.COMMENTED, model, version, Map.of("comment", text));
              return comment;
            });
  }

  private void tell(
      Happened.What what, Securable model, long version, Map<String, @Nullable Object> data) {
    room.context().events().publish(new Happened(what, model, version, data, caller));
  }

  private static String said(String text) {
    if (text.isBlank() || text.length() > 65_535) {
      throw RegistryErrors.badComment();
    }
    return text;
  }

  @Override
  public List<VersionComment> comments(String name, long version) {
    return room.database()
        .read(
            tx -> {
              Securable model = access.loadable(name);
              row(tx, model, name, version);
              return store.comments(tx, model.id(), model.fullName(), version);
            });
  }

  @Override
  public VersionComment editComment(String id, String text) {
    return room.database()
        .write(
            tx -> {
              Said said = known(tx, id);
              VersionComment old = said.comment();
              Securable model = access.loadable(nameOf(said, id));
              if (!old.by().equals(caller.principal().name())) {
                throw RegistryErrors.notYourComment();
              }
              VersionComment changed =
                  new VersionComment(
                      id,
                      model.fullName(),
                      old.version(),
                      old.by(),
                      said(text),
                      old.saidAt(),
                      room.now());
              store.save(tx, new Said(model.id(), changed));
              return changed;
            });
  }

  @Override
  public void deleteComment(String id) {
    room.database()
        .run(
            tx -> {
              Said said = known(tx, id);
              String name = nameOf(said, id);
              boolean own = said.comment().by().equals(caller.principal().name());
              Securable model = own ? access.loadable(name) : access.changeable(name);
              store.removeComment(tx, id);
              room.models().touch(tx, model.id(), room.stamp(caller));
            });
  }

  private Said known(Tx tx, String id) {
    return store.comment(tx, id).orElseThrow(() -> RegistryErrors.noSuchComment(id));
  }

  /** To whoever may not see the model, the comment is not there. */
  private String nameOf(Said said, String id) {
    try {
      return access.catalog().securables().byId(said.modelId()).fullName();
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.PERMISSION_DENIED || e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
          ? RegistryErrors.noSuchComment(id)
          : e;
    }
  }
}
