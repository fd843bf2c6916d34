package io.mudbrick.tracking.rest.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.events.VersionsOfRun;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.graphql.GraphqlField;
import io.mudbrick.tracking.internal.graphql.GraphqlParser;
import io.mudbrick.tracking.internal.graphql.GraphqlSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /graphql}: the queries of MLflow's UI, answered by the calls that REST offers too. */
final class GraphqlRoutes {
  private final EventBus events;

  private GraphqlRoutes(EventBus events) {
    this.events = events;
  }

  static void mount(Routes routes, EventBus events) {
    routes.post("/graphql", Policy.AUTHENTICATED, new GraphqlRoutes(events)::answer);
  }

  record Request(String query, @Nullable Map<String, Object> variables) {}

  /** Errors are part of the answer, whose status is 200. */
  private HttpReply answer(HttpCall call) {
    Request request = call.request(Request.class);
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    List<String> errors = new ArrayList<>();
    try {
      Map<String, Object> variables = request.variables();
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      GraphqlParser.parse(request.query(), variables == null ? Map.of() : variables)
          .forEach(field -> data.set(field.key(), root(call, field, errors)));
      reply.set("data", data);
    } catch (PlatformException e) {
      reply.putNull("data");
      errors.add(e.message());
    }
    if (errors.isEmpty()) {
      reply.putNull("errors");
    } else {
      errors.forEach(reply.putArray("errors")::add);
    }
    return HttpReply.json(reply);
  }

  private JsonNode root(HttpCall call, GraphqlField field, List<String> errors) {
    if (field.name().equals("__typename")) {
      return JsonNodeFactory.instance.textNode("Query");
    }
    String type =
        switch (field.name()) {
          case "mlflowGetExperiment" -> "MlflowGetExperimentResponse";
          case "mlflowGetRun" -> "MlflowGetRunResponse";
          case "mlflowSearchRuns" -> "MlflowSearchRunsResponse";
          case "mlflowGetMetricHistoryBulkInterval" -> "MlflowGetMetricHistoryBulkIntervalResponse";
          default ->
              throw TrackingErrors.badQuery(
                  "cannot query field '" + field.name() + "' on type 'Query'.");
        };
    GraphqlSchema.check(field, type);
    try {
      return GraphqlSchema.select(field, type, reply(call, field));
    } catch (PlatformException e) {
      errors.add(e.message());
      return JsonNodeFactory.instance.nullNode();
    }
  }

  private Map<String, Object> reply(HttpCall call, GraphqlField field) {
    Map<String, Object> input = input(field);
    Tracking tracking = call.service(Tracking.class);
    Locations locations = Locations.of(call);
    return switch (field.name()) {
      case "mlflowGetExperiment" -> {
        String id = Json.convert(input, ExperimentRoutes.Id.class).experimentId();
        yield Map.of("experiment", wire(locations.of(tracking.getExperiment(id))));
      }
      case "mlflowGetRun" -> {
        Run run = tracking.getRun(Json.convert(input, RunRoutes.Id.class).id());
        yield Map.of("run", shown(call, tracking, locations, List.of(run), field).get(0));
      }
      case "mlflowSearchRuns" -> {
        var page = tracking.searchRuns(Json.convert(input, RunRoutes.Search.class).query());
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("runs", shown(call, tracking, locations, page.items(), field));
        if (page.nextPageToken() != null) {
          found.put("next_page_token", page.nextPageToken());
        }
        yield found;
      }
      default ->
          tree(
              MetricRoutes.reply(
                  tracking, Json.convert(input, MetricRoutes.Interval.class).interval()));
    };
  }

  /** Runs, with their experiments and model versions where the query selects these. */
  private List<Map<String, Object>> shown(
      HttpCall call, Tracking tracking, Locations locations, List<Run> runs, GraphqlField field) {
    Map<String, Object> experiments = new LinkedHashMap<>();
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Run run : runs) {
      Map<String, Object> tree = new LinkedHashMap<>(tree(WireRun.of(locations.of(run))));
      if (selects(field, "experiment")) {
        tree.put(
            "experiment",
            experiments.computeIfAbsent(
                run.info().experimentId(), id -> wire(locations.of(tracking.getExperiment(id)))));
      }
      if (selects(field, "modelVersions")) {
        List<Map<String, Object>> versions = new ArrayList<>();
        events.publish(
            new VersionsOfRun(
                run.info().runId(), call.caller(), version -> versions.add(tree(version))));
        tree.put("model_versions", versions);
      }
      shown.add(tree);
    }
    return shown;
  }

  /** Whether the runs below a root field are asked for this. */
  private static boolean selects(GraphqlField root, String name) {
    return root.selection().stream()
        .flatMap(run -> run.selection().stream())
        .anyMatch(selected -> selected.name().equals(name));
  }

  private static Map<String, Object> wire(Experiment experiment) {
    return tree(ExperimentRoutes.WireExperiment.of(experiment));
  }

  private static Map<String, Object> tree(Object wire) {
    return Json.object(Json.write(wire));
  }

  /** The argument {@code input}, named as REST names it. */
  private static Map<String, Object> input(GraphqlField field) {
    Map<String, Object> input = new LinkedHashMap<>();
    if (field.arguments().get("input") instanceof Map<?, ?> given) {
      given.forEach(
          (name, value) -> {
            if (value != null) {
              input.put(GraphqlSchema.snake(name.toString()), value);
            }
          });
    }
    return input;
  }
}
