package io.mudbrick.platform.http;

import java.util.List;

/**
 * Where a module mounts its protocol faces.
 *
 * <pre>{@code
 * routes.dialect(ErrorDialect.MLFLOW).under("/api/2.0", "/ajax-api/2.0")
 *     .post("/mlflow/runs/create", Policy.AUTHENTICATED, call -> ...)
 *     .get("/mlflow-artifacts/artifacts/{path...}", Policy.AUTHENTICATED, call -> ...);
 * }</pre>
 *
 * <p>A template's segments are literal, a variable {@code {name}}, a variable with a verb {@code
 * {name}:verb}, or, last, a tail {@code {path...}}. Literals win over variables.
 */
public interface Routes {

  /** A route as it stands, for listings and the compatibility ledger. */
  record Route(String method, String template, Policy policy, ErrorDialect dialect) {}

  /** Routes that render errors in this dialect; unknown paths below their prefixes do so too. */
  Routes dialect(ErrorDialect dialect);

  /** Routes mounted under each of the prefixes. */
  Routes under(String... prefixes);

  Routes add(String method, String template, Policy policy, Handler handler);

  default Routes get(String template, Policy policy, Handler handler) {
    return add("GET", template, policy, handler);
  }

  default Routes post(String template, Policy policy, Handler handler) {
    return add("POST", template, policy, handler);
  }

  default Routes put(String template, Policy policy, Handler handler) {
    return add("PUT", template, policy, handler);
  }

  default Routes patch(String template, Policy policy, Handler handler) {
    return add("PATCH", template, policy, handler);
  }

  default Routes delete(String template, Policy policy, Handler handler) {
    return add("DELETE", template, policy, handler);
  }

  default Routes head(String template, Policy policy, Handler handler) {
    return add("HEAD", template, policy, handler);
  }

  /** Every route mounted so far, in order of template and method. */
  List<Route> list();
}
