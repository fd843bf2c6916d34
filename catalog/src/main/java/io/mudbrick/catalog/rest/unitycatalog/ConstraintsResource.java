package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.rest.unitycatalog.ConstraintWire.PrimaryKey;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;

/** {@code /constraints}: primary keys. */
final class ConstraintsResource {
  private ConstraintsResource() {}

  record CreateConstraint(String fullNameArg, ConstraintWire constraint) {}

  static void mount(Routes routes) {
    routes.post("/constraints", Policy.AUTHENTICATED, ConstraintsResource::create);
  }

  private static HttpReply create(HttpCall call) {
    CreateConstraint request = call.request(CreateConstraint.class);
    PrimaryKey key = request.constraint().primaryKeyConstraint();
    if (key == null || key.childColumns() == null) {
      throw CatalogErrors.onlyPrimaryKeys();
    }
    List<String> timeseries = key.timeseriesColumns() == null ? List.of() : key.timeseriesColumns();
    TableInfo table =
        call.service(Catalog.class)
            .tables()
            .setPrimaryKey(
                request.fullNameArg(),
                key.childColumns(),
                timeseries.isEmpty() ? "" : timeseries.get(0));
    return HttpReply.json(ConstraintWire.of(table));
  }
}
