package io.mudbrick.serving;

import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Serving endpoints of the caller's workspace: {@code platform.module(Serving.class)}. Thread-safe.
 *
 * <pre>{@code
 * serving.create(EndpointSpec.of("churn", EndpointConfig.of("telco.churn.model", "@champion")));
 * serving.await("churn", Duration.ofSeconds(30));
 * Answer answer = serving.endpoint("churn").predict(Frame.row(Map.of("customer_id", 17L)));
 * }</pre>
 *
 * <p>An endpoint reads models and features as its creator; querying it asks for CAN_QUERY, seeing
 * it for CAN_VIEW, changing it for CAN_MANAGE ({@code
 * /api/2.0/permissions/serving-endpoints/{id}}). Each method throws {@link
 * io.mudbrick.platform.PlatformException}: {@code RESOURCE_DOES_NOT_EXIST} for an unknown endpoint,
 * {@code PERMISSION_DENIED}.
 */
public interface Serving {

  /**
   * Makes an endpoint, which loads its models in the background: {@link #await} waits for it. REST:
   * {@code POST /api/2.0/serving-endpoints}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS}; {@code
   *     INVALID_PARAMETER_VALUE} for a bad name or configuration; {@code PERMISSION_DENIED} when
   *     the caller may not execute a model or read a feature table of it
   */
  Endpoint create(EndpointSpec spec);

  Endpoint get(String name);

  /** The endpoints that the caller may see, by name. */
  List<Endpoint> list();

  /**
   * Gives an endpoint other models. The ones before serve until the new ones are loaded; if these
   * cannot be, they go on. REST: {@code PUT /api/2.0/serving-endpoints/{name}/config}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_CONFLICT} while another update
   *     runs
   */
  Endpoint updateConfig(String name, EndpointConfig config);

  /** Sets and removes tags; returns those that it has then. */
  Map<String, String> updateTags(String name, Map<String, String> add, Collection<String> remove);

  /**
   * Replaces what stands before the models. REST: {@code PUT
   * /api/2.0/serving-endpoints/{name}/ai-gateway}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}; {@code
   *     PERMISSION_DENIED} when the endpoint's creator may not make or write the inference table
   */
  Endpoint updateGateway(String name, Gateway gateway);

  void delete(String name);

  /**
   * Waits until no update of the endpoint runs.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} with the reason when
   *     the update failed, {@code DEADLINE_EXCEEDED} when it takes longer
   */
  Endpoint await(String name, Duration longest);

  /** An endpoint to be asked, in this process and by the same path as over HTTP. */
  LiveEndpoint endpoint(String name);

  /**
   * Answers rows. The answer for a row does not depend on the rows beside it.
   *
   * @param rows what the models' signatures name, or only the keys by which features are looked up;
   *     a column that is sent under a feature's name overrides the lookup
   * @throws io.mudbrick.platform.PlatformException {@code BAD_REQUEST} when the rows do not fit,
   *     {@code FAILED_PRECONDITION} when the endpoint never became ready
   */
  Answer predict(String name, Frame rows);

  /**
   * Answers a body as MLflow's scoring protocol has it. REST: {@code POST
   * /serving-endpoints/{name}/invocations}.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #predict}; {@code
   *     REQUEST_LIMIT_EXCEEDED} beyond a rate limit, or when too many requests wait
   */
  Answer invoke(String name, Invocation invocation);

  /**
   * The same without a thread that waits: a request beyond what the workload allows at a time goes
   * on in the comeback's thread when its turn comes.
   *
   * @return fails as the other method throws, and with {@code ABORTED} when the caller went away
   *     before its turn
   */
  CompletionStage<Answer> invoke(String name, Invocation invocation, Comeback comeback);

  /**
   * The endpoint's counts and times in Prometheus' text format, since its configuration was loaded
   * in this server. REST: {@code GET /api/2.0/serving-endpoints/{name}/metrics}.
   */
  String metrics(String name);

  /**
   * How a served entity was loaded, line by line. REST: {@code GET
   * /api/2.0/serving-endpoints/{name}/served-models/{entity}/build-logs}.
   */
  String buildLog(String name, String entity);

  /**
   * The last things that befell a served entity in this server. REST: {@code GET
   * /api/2.0/serving-endpoints/{name}/served-models/{entity}/logs}.
   */
  String serverLog(String name, String entity);

  /**
   * What the served entities take and give, by their names; those whose models do not say are left
   * out.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when the endpoint
   *     never became ready
   */
  Map<String, ModelSignature> signatures(String name);
}
