package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.NewRegistryWebhook;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegistryEvent;
import io.mudbrick.registry.RegistryWebhook;
import io.mudbrick.registry.RegistryWebhooks;
import io.mudbrick.registry.WebhookErrors;
import io.mudbrick.registry.WebhookTest;
import io.mudbrick.registry.internal.ModelNames;
import io.mudbrick.registry.rest.mlflow.DeliveryWire;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/registry-webhooks}, and the log of their deliveries, which is our own. */
final class RegistryWebhookRoutes {
  private RegistryWebhookRoutes() {}

  private record Http(
      String url,
      @Nullable String secret,
      @Nullable String authorization,
      @Nullable Boolean enableSslVerification) {}

  private record Job(String jobId, String accessToken, @Nullable String workspaceUrl) {}

  private record Create(
      @Nullable String modelName,
      List<String> events,
      @Nullable String description,
      @Nullable String status,
      @Nullable Http httpUrlSpec,
      @Nullable Job jobSpec) {}

  private record Update(
      String id,
      List<String> events,
      @Nullable String description,
      @Nullable String status,
      @Nullable Http httpUrlSpec,
      @Nullable Job jobSpec) {}

  private record Find(
      @Nullable String modelName,
      List<String> events,
      @Nullable Integer maxResults,
      @Nullable String pageToken) {}

  private record Id(String id) {}

  private record Test(String id, @Nullable String event) {}

  private record Log(@Nullable Integer maxResults, @Nullable String pageToken) {}

  private record HttpShown(String url, boolean enableSslVerification) {}

  private record JobShown(String jobId, String workspaceUrl) {}

  private record Hook(
      String id,
      @Nullable String modelName,
      List<RegistryEvent> events,
      @Nullable String description,
      RegistryWebhook.Status status,
      @Nullable HttpShown httpUrlSpec,
      @Nullable JobShown jobSpec,
      long creationTimestamp,
      long lastUpdatedTimestamp) {}

  private record OneHook(Hook webhook) {}

  private record Hooks(@Nullable List<Hook> webhooks, @Nullable String nextPageToken) {}

  private record Tested(@Nullable Integer statusCode, @Nullable String body) {}

  static void mount(Routes mlflow, Routes own) {
    mlflow
        .post("/registry-webhooks/create", Policy.AUTHENTICATED, RegistryWebhookRoutes::create)
        .get("/registry-webhooks/list", Policy.AUTHENTICATED, RegistryWebhookRoutes::list)
        .patch("/registry-webhooks/update", Policy.AUTHENTICATED, RegistryWebhookRoutes::update)
        .delete("/registry-webhooks/delete", Policy.AUTHENTICATED, RegistryWebhookRoutes::delete)
        .post("/registry-webhooks/test", Policy.AUTHENTICATED, RegistryWebhookRoutes::test);
    own.get(
        "/registry/registry-webhooks/{webhook_id}/deliveries",
        Policy.AUTHENTICATED,
        RegistryWebhookRoutes::deliveries);
  }

  private static RegistryWebhooks webhooks(HttpCall call) {
    return call.service(RegistryWebhooks.class);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    return reply(
        webhooks(call)
            .create(
                new NewRegistryWebhook(
                    request.modelName(),
                    events(request.events()),
                    request.description(),
                    status(request.status()),
                    called(request.httpUrlSpec(), request.jobSpec()))));
  }

  private static HttpReply list(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<RegistryWebhook> page =
        webhooks(call)
            .list(find.modelName(), events(find.events()), max == null ? 0 : max, find.pageToken());
    List<Hook> hooks = page.items().stream().map(RegistryWebhookRoutes::wire).toList();
    return HttpReply.json(new Hooks(hooks.isEmpty() ? null : hooks, page.nextPageToken()));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    return reply(
        webhooks(call)
            .update(
                request.id(),
                new NewRegistryWebhook(
                    null,
                    events(request.events()),
                    request.description(),
                    status(request.status()),
                    called(request.httpUrlSpec(), request.jobSpec()))));
  }

  private static HttpReply delete(HttpCall call) {
    webhooks(call).delete(call.request(Id.class).id());
    return HttpReply.empty();
  }

  private static HttpReply test(HttpCall call) {
    Test request = call.request(Test.class);
    String event = request.event();
    WebhookTest test =
        webhooks(call).test(request.id(), event == null ? null : RegistryEvent.of(event));
    String error = test.error();
    if (error != null) {
      throw WebhookErrors.webhookTestFailed(error);
    }
    return HttpReply.json(new Tested(test.responseStatus(), test.responseBody()));
  }

  private static HttpReply deliveries(HttpCall call) {
    Log log = call.request(Log.class);
    Integer max = log.maxResults();
    return DeliveryWire.reply(
        webhooks(call)
            .deliveries(call.variable("webhook_id"), max == null ? 0 : max, log.pageToken()));
  }

  private static List<RegistryEvent> events(List<String> names) {
    return names.stream().map(RegistryEvent::of).toList();
  }

  private static RegistryWebhook.@Nullable Status status(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(RegistryWebhook.Status.values())
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                WebhookErrors.noSuchWebhookStatus(name, List.of(RegistryWebhook.Status.values())));
  }

  private static NewRegistryWebhook.@Nullable Call called(@Nullable Http http, @Nullable Job job) {
    if (http != null && job != null) {
      throw WebhookErrors.noWebhookCall();
    }
    if (job != null) {
      String workspace = job.workspaceUrl();
      if (workspace == null || workspace.isBlank()) {
        throw WebhookErrors.noJobsHere();
      }
      return new NewRegistryWebhook.Job(job.jobId(), job.accessToken(), workspace);
    }
    if (http == null) {
      return null;
    }
    if (Boolean.FALSE.equals(http.enableSslVerification())) {
      throw WebhookErrors.certificatesAreChecked();
    }
    return new NewRegistryWebhook.Http(http.url(), http.secret(), http.authorization());
  }

  private static HttpReply reply(RegistryWebhook webhook) {
    return HttpReply.json(new OneHook(wire(webhook)));
  }

  private static Hook wire(RegistryWebhook webhook) {
    String model = webhook.model();
    String job = webhook.jobId();
    return new Hook(
        webhook.id(),
        model == null ? null : ModelNames.mlflow(model),
        webhook.events(),
        webhook.description(),
        webhook.status(),
        job == null ? new HttpShown(webhook.url(), true) : null,
        job == null ? null : new JobShown(job, webhook.url()),
        webhook.createdAt().toEpochMilli(),
        webhook.updatedAt().toEpochMilli());
  }
}
