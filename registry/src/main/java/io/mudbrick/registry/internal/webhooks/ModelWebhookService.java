package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.NewRegistryWebhook;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegistryEvent;
import io.mudbrick.registry.RegistryWebhook;
import io.mudbrick.registry.RegistryWebhook.Status;
import io.mudbrick.registry.RegistryWebhooks;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookErrors;
import io.mudbrick.registry.WebhookTest;
import io.mudbrick.registry.internal.ModelAccess;
import io.mudbrick.registry.internal.Paging;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.ModelWebhookRow;
import io.mudbrick.registry.internal.jdbc.ModelWebhookStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Webhooks of Databricks' kind, for one caller. */
record ModelWebhookService(
    ModuleContext context,
    ModelWebhookStore webhooks,
    DeliveryStore deliveries,
    Sender sender,
    Caller caller,
    ModelAccess access)
    implements RegistryWebhooks {

  @Override
  public RegistryWebhook create(NewRegistryWebhook wanted) {
    NewRegistryWebhook.Call call = wanted.call();
    if (call == null) {
      throw WebhookErrors.noWebhookCall();
    }
    String name = wanted.model();
    return context
        .database()
        .write(
            tx -> {
              Securable model = name == null ? null : access.changeable(name);
              if (model == null) {
                admin();
              }
              Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
              Status status = wanted.status();
              RegistryWebhook webhook =
                  new RegistryWebhook(
                      context.ids().hex32(),
                      null,
                      events(wanted.events(), model),
                      wanted.description(),
                      status == null ? Status.ACTIVE : status,
                      url(call),
                      job(call),
                      now,
                      now);
              return save(tx, model, webhook, sealed(webhook.id(), null, call));
            });
  }

  private static List<RegistryEvent> events(List<RegistryEvent> events, @Nullable Securable model) {
    if (events.isEmpty()) {
      throw WebhookErrors.noWebhookEvents();
    }
    if (model != null && events.contains(RegistryEvent.REGISTERED_MODEL_CREATED)) {
      throw WebhookErrors.eventOfNoModel();
    }
    return events.stream().distinct().toList();
  }

  private String url(NewRegistryWebhook.Call call) {
    String url =
        call instanceof NewRegistryWebhook.Job job
            ? job.workspaceUrl()
            : ((NewRegistryWebhook.Http) call).url();
    sender.targets().check(url);
    return url.strip();
  }

  private static @Nullable String job(NewRegistryWebhook.Call call) {
    if (!(call instanceof NewRegistryWebhook.Job job)) {
      return null;
    }
    if (!job.jobId().matches("\\d{1,18}")) {
      throw WebhookErrors.badJobId(job.jobId());
    }
    return job.jobId();
  }

  private RegistryWebhook save(
      Tx tx, @Nullable Securable model, RegistryWebhook webhook, @Nullable String sealed) {
    String modelId = model == null ? null : model.id();
    webhooks.save(tx, new ModelWebhookRow(caller.metastoreId(), modelId, webhook, sealed));
    return named(webhook, model);
  }

  /** Its secrets with what is said of them now; what is not said stays as it is. */
  private @Nullable String sealed(
      String id, @Nullable String before, NewRegistryWebhook.@Nullable Call call) {
    if (call == null) {
      return before;
    }
    HookSecrets old =
        HookSecrets.keeps(call)
            ? HookSecrets.open(context.secrets(), id, before)
            : HookSecrets.NONE;
    return old.changed(call).seal(context.secrets(), id);
  }

  private static RegistryWebhook named(RegistryWebhook webhook, @Nullable Securable model) {
    return new RegistryWebhook(
        webhook.id(),
        model == null ? null : model.fullName(),
        webhook.events(),
        webhook.description(),
        webhook.status(),
        webhook.url(),
        webhook.jobId(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  @Override
  public Page<RegistryWebhook> list(
      @Nullable String model,
      List<RegistryEvent> events,
      int maxResults,
      @Nullable String pageToken) {
    List<RegistryWebhook> found =
        context
            .database()
            .read(
                tx -> {
                  String modelId = model == null ? null : access.changeable(model).id();
                  return webhooks.ofMetastore(tx, caller.metastoreId()).stream()
                      .filter(row -> modelId == null || modelId.equals(row.modelId()))
                      .filter(row -> events.isEmpty() || hears(row, events))
                      .flatMap(row -> visible(row).stream())
                      .toList();
                });
    return Paging.page(found, new Search(null, List.of(), maxResults, pageToken), 100, 1000);
  }

  private static boolean hears(ModelWebhookRow row, List<RegistryEvent> events) {
    return row.webhook().events().stream().anyMatch(events::contains);
  }

  private Optional<RegistryWebhook> visible(ModelWebhookRow row) {
    try {
      return Optional.of(named(row.webhook(), model(row)));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.PERMISSION_DENIED
          || e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The model of a webhook that the caller may change; null of one of all models. */
  private @Nullable Securable model(ModelWebhookRow row) {
    String modelId = row.modelId();
    if (modelId == null) {
      admin();
      return null;
    }
    Securable model = seen(modelId, row.webhook().id());
    access.catalog().grants().require(model.ref(), Privilege.MANAGE);
    return model;
  }

  /** To whoever may not see the model, the webhook is not there. */
  private Securable seen(String modelId, String webhookId) {
    try {
      return access.catalog().securables().byId(modelId);
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.PERMISSION_DENIED || e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
          ? WebhookErrors.noSuchWebhook(webhookId)
          : e;
    }
  }

  private void admin() {
    if (!context.identities().isAdmin(caller)) {
      throw WebhookErrors.webhooksAreForAdmins();
    }
  }

  private ModelWebhookRow row(Tx tx, String id) {
    return webhooks
        .find(tx, id)
        .filter(row -> row.metastoreId().equals(caller.metastoreId()))
        .orElseThrow(() -> WebhookErrors.noSuchWebhook(id));
  }

  /** A webhook that the caller may change. */
  private ModelWebhookRow own(Tx tx, String id) {
    ModelWebhookRow row = row(tx, id);
    model(row);
    return row;
  }

  @Override
  public RegistryWebhook update(String id, NewRegistryWebhook change) {
    return context
        .database()
        .write(
            tx -> {
              ModelWebhookRow old = row(tx, id);
              Securable model = model(old);
              RegistryWebhook was = old.webhook();
              String description = change.description();
              NewRegistryWebhook.Call call = change.call();
              boolean toJob = call instanceof NewRegistryWebhook.Job;
              if (call != null && toJob != (was.jobId() != null)) {
                throw WebhookErrors.otherKindOfWebhook();
              }
              RegistryWebhook changed =
                  new RegistryWebhook(
                      id,
                      null,
                      change.events().isEmpty() ? was.events() : events(change.events(), model),
                      description == null ? was.description() : description,
                      Objects.requireNonNullElse(change.status(), was.status()),
                      call == null ? was.url() : url(call),
                      call == null ? was.jobId() : job(call),
                      was.createdAt(),
                      context.clock().instant().truncatedTo(ChronoUnit.MILLIS));
              return save(tx, model, changed, sealed(id, old.sealed(), call));
            });
  }

  @Override
  public void delete(String id) {
    context.database().run(tx -> webhooks.remove(tx, own(tx, id).webhook().id()));
  }

  @Override
  public WebhookTest test(String id, @Nullable RegistryEvent event) {
    ModelWebhookRow row = context.database().read(tx -> own(tx, id));
    RegistryEvent shown = event == null ? row.webhook().events().get(0) : event;
    String body = ModelPayload.example(shown, id, context.clock().instant());
    return sender.test(new ModelAddressee(row, context.secrets()), context.ids().uuid(), body);
  }

  @Override
  public Page<WebhookDelivery> deliveries(String id, int maxResults, @Nullable String pageToken) {
    return context
        .database()
        .read(
            tx -> {
              own(tx, id);
              return Paging.page(
                  new Search(null, List.of(), maxResults, pageToken),
                  100,
                  1000,
                  (most, from) -> deliveries.ofWebhook(tx, id, most, from));
            });
  }
}
