package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Handler;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;

/** The face of the route table that modules see: a dialect and prefixes to mount under. */
public record MountedRoutes(RouteTable table, ErrorDialect errors, List<String> prefixes)
    implements Routes {

  public MountedRoutes(RouteTable table) {
    this(table, ErrorDialect.DATABRICKS, List.of(""));
  }

  @Override
  public Routes dialect(ErrorDialect dialect) {
    return new MountedRoutes(table, dialect, prefixes);
  }

  @Override
  public Routes under(String... newPrefixes) {
    return new MountedRoutes(table, errors, List.of(newPrefixes));
  }

  @Override
  public Routes add(String method, String template, Policy policy, Handler handler) {
    for (String prefix : prefixes) {
      table.add(method, prefix + template, policy, errors, handler);
    }
    return this;
  }

  @Override
  public List<Route> list() {
    return table.list();
  }
}
