package io.mudbrick.registry;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;

/** Every error that users of webhooks meet. */
public final class WebhookErrors {
  private WebhookErrors() {}

  public static PlatformException noSuchWebhook(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Webhook with ID " + id + " not found.");
  }

  public static PlatformException noSuchEvent(String event) {
    return invalid("Invalid webhook event: " + event);
  }

  public static PlatformException noSuchWebhookStatus(String status, List<?> valid) {
    return invalid("Invalid webhook status: " + status + ". Valid are " + valid);
  }

  public static PlatformException noWebhookEvents() {
    return invalid("Webhook events cannot be empty");
  }

  public static PlatformException noWebhookCall() {
    return invalid("A registry webhook needs either http_url_spec or job_spec");
  }

  public static PlatformException otherKindOfWebhook() {
    return invalid("A webhook that calls an address does not become one that runs a job, or back");
  }

  public static PlatformException eventOfNoModel() {
    return invalid(
        "REGISTERED_MODEL_CREATED is for webhooks of the whole registry: leave model_name out");
  }

  public static PlatformException badJobId(String id) {
    return invalid("Invalid job id '" + id + "': it is a number");
  }

  public static PlatformException noJobsHere() {
    return invalid(
        "This server runs no jobs: job_spec needs the workspace_url of a workspace that does");
  }

  public static PlatformException certificatesAreChecked() {
    return invalid(
        "enable_ssl_verification cannot be false: let the server's JVM trust the certificate"
            + " (javax.net.ssl.trustStore)");
  }

  public static PlatformException webhookTestFailed(String why) {
    return new PlatformException(ErrorCode.BAD_REQUEST, why);
  }

  public static PlatformException badWebhookName(String name) {
    return invalid(
        "Webhook name '"
            + name
            + "' is invalid. It must start and end with a letter or digit, be less than 63"
            + " characters long, and contain only letters, digits, dots (.), underscores (_), and"
            + " hyphens (-).");
  }

  public static PlatformException badWebhookUrl(String url) {
    return invalid(
        "Invalid webhook URL '"
            + url
            + "': it must be http:// or https://, with a host, without user and fragment");
  }

  public static PlatformException badWebhookTarget(String target) {
    return invalid("Webhook target '" + target + "' is not HOST or HOST:PORT");
  }

  public static PlatformException targetNotAllowed(String host, int port) {
    return invalid(
        "Webhooks may not call "
            + host
            + ":"
            + port
            + ": the operator allows it by starting the server with --webhook-allow "
            + host
            + ":"
            + port);
  }

  public static PlatformException addressNotAllowed(String host, String address) {
    return invalid(
        "Webhooks may not call "
            + host
            + ": it resolves to "
            + address
            + ", which is not a public address; the operator would have to name that address");
  }

  public static PlatformException webhooksAreForAdmins() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Webhooks hear of every model of the metastore: only admins may see and change them");
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
