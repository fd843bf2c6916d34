package io.mudbrick.platform.internal;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.internal.identity.OauthTokens;
import io.mudbrick.platform.rest.databricks.PermissionRoutes;
import io.mudbrick.platform.rest.databricks.ScimRoutes;
import io.mudbrick.platform.rest.databricks.SecretRoutes;
import io.mudbrick.platform.rest.databricks.TokenRoutes;

/** What the core itself answers: how to log in, who there is, and who may do what. */
final class CoreRoutes {
  private CoreRoutes() {}

  static void mount(Routes routes, OauthTokens tokens) {
    new OauthRoutes(tokens).mount(routes.dialect(ErrorDialect.DATABRICKS));
    // SCIM last: an unknown path speaks as the first face that was mounted around it.
    TokenRoutes.mount(routes);
    SecretRoutes.mount(routes);
    PermissionRoutes.mount(routes);
    ScimRoutes.mount(routes);
  }
}
