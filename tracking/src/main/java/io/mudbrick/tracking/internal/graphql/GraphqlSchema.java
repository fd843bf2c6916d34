package io.mudbrick.tracking.internal.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.tracking.TrackingErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of the answers, and how a query cuts its fields out of what the REST calls answer:
 * {@code runName} is {@code run_name} there, a 64-bit number a text here.
 */
public final class GraphqlSchema {
  /** Fields that are lists: REST leaves an empty one out. */
  private static final Set<String> REPEATED =
      Set.of(
          "datasetInputs",
          "metrics",
          "modelInputs",
          "modelOutputs",
          "modelVersions",
          "params",
          "runs",
          "tags");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, Map<String, String>> TYPES = new LinkedHashMap<>();

  static {
    type("ApiError", "code", "message", "helpUrl");
    type("MlflowGetExperimentResponse", "experiment:MlflowExperiment", "apiError:ApiError");
    type("MlflowGetRunResponse", "run:MlflowRunExtension", "apiError:ApiError");
    type(
        "MlflowSearchRunsResponse",
        "runs:MlflowRunExtension",
        "nextPageToken",
        "apiError:ApiError");
    type(
        "MlflowGetMetricHistoryBulkIntervalResponse",
        "metrics:MlflowMetricWithRunId",
        "apiError:ApiError");
    type("MlflowMetricWithRunId", "key", "value:Float", "timestamp:Long", "step:Long", "runId");
    type(
        "MlflowExperiment",
        "experimentId",
        "name",
        "artifactLocation",
        "lifecycleStage",
        "lastUpdateTime:Long",
        "creationTime:Long",
        "tags:MlflowExperimentTag");
    type("MlflowExperimentTag", "key", "value");
    type(
        "MlflowRunExtension",
        "info:MlflowRunInfo",
        "data:MlflowRunData",
        "inputs:MlflowRunInputs",
        "outputs:MlflowRunOutputs",
        "experiment:MlflowExperiment",
        "modelVersions:MlflowModelVersion");
    type(
        "MlflowRunInfo",
        "runId",
        "runUuid",
        "runName",
        "experimentId",
        "userId",
        "status",
        "startTime:Long",
        "endTime:Long",
        "artifactUri",
        "lifecycleStage");
    type(
        "MlflowRunData",
        "metrics:MlflowMetricExtension",
        "params:MlflowParam",
        "tags:MlflowRunTag");
    type(
        "MlflowMetricExtension",
        "key",
        "value:Float",
        "timestamp:Long",
        "step:Long",
        "datasetName",
        "datasetDigest",
        "modelId",
        "runId");
    type("MlflowParam", "key", "value");
    type("MlflowRunTag", "key", "value");
    type("MlflowRunInputs", "datasetInputs:MlflowDatasetInput", "modelInputs:MlflowModelInput");
    type("MlflowDatasetInput", "tags:MlflowInputTag", "dataset:MlflowDataset");
    type("MlflowInputTag", "key", "value");
    type("MlflowDataset", "name", "digest", "sourceType", "source", "schema", "profile");
    type("MlflowModelInput", "modelId");
    type("MlflowRunOutputs", "modelOutputs:MlflowModelOutput");
    type("MlflowModelOutput", "modelId", "step:Long");
    type("MlflowModelVersion", "name", "version", "creationTimestamp:Long", "status", "source");
  }

  private GraphqlSchema() {}

  private static void type(String name, String... fields) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String field : fields) {
      int colon = field.indexOf(':');
      types.put(
          colon < 0 ? field : field.substring(0, colon),
          colon < 0 ? "String" : field.substring(colon + 1));
    }
    types.put("__typename", "String");
    TYPES.put(name, types);
  }

  /**
   * Refuses fields that the type does not have, before any of the work.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static void check(GraphqlField field, String type) {
    Map<String, String> known = TYPES.getOrDefault(type, Map.of());
    for (GraphqlField selected : field.selection()) {
      String selectedType = known.get(selected.name());
      if (selectedType == null) {
        throw TrackingErrors.badQuery(
            "cannot query field '" + selected.name() + "' on type '" + type + "'.");
      }
      if (TYPES.containsKey(selectedType) == selected.selection().isEmpty()) {
        throw TrackingErrors.badQuery(
            "field '"
                + selected.name()
                + "' of type '"
                + selectedType
                + "' needs "
                + (selected.selection().isEmpty() ? "a" : "no")
                + " selection of subfields.");
      }
      check(selected, selectedType);
    }
  }

  /**
   * What the query selects of an answer. What is not there is what protocol buffers make of it: an
   * empty list, an empty text, 0; only of objects it is null.
   */
  public static JsonNode select(GraphqlField field, String type, @Nullable Object answer) {
    if (answer == null) {
      return NODES.nullNode();
    }
    if (answer instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      list.forEach(each -> array.add(select(field, type, each)));
      return array;
    }
    Map<String, String> known = TYPES.get(type);
    if (known == null) {
      return value(type, answer);
    }
    Map<?, ?> object = (Map<?, ?>) answer;
    ObjectNode selected = NODES.objectNode();
    for (GraphqlField each : field.selection()) {
      selected.set(
          each.key(),
          each.name().equals("__typename")
              ? NODES.textNode(type)
              : part(each, known.getOrDefault(each.name(), "String"), object));
    }
    return selected;
  }

  private static JsonNode part(GraphqlField field, String type, Map<?, ?> object) {
    Object value = object.get(snake(field.name()));
    if (value != null) {
      return select(field, type, value);
    }
    if (REPEATED.contains(field.name())) {
      return NODES.arrayNode();
    }
    return switch (type) {
      case "String" -> NODES.textNode("");
      case "Long" -> NODES.textNode("0");
      case "Float" -> NODES.numberNode(0.0);
      default -> NODES.nullNode();
    };
  }

  /** A value that is no number has no form here: it is null. */
  private static JsonNode value(String type, Object value) {
    if (!type.equals("Float")) {
      return NODES.textNode(value.toString());
    }
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? NODES.numberNode(number.doubleValue())
        : NODES.nullNode();
  }

  /** {@code run_name} for {@code runName}. */
  public static String snake(String camel) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (Character.isUpperCase(c)) {
        snake.append('_').append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    return snake.toString();
  }
}
