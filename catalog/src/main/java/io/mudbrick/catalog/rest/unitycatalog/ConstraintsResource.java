package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.Tables;
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
    routes
        .post("/constraints", Policy.AUTHENTICATED, ConstraintsResource::create)
        .delete("/constraints/{full_name}", Policy.AUTHENTICATED, ConstraintsResource::delete);
  }

  private static Tables tables(HttpCall call) {
    return call.service(Catalog.class).tables();
  }

  /** {@code cascade} is of no matter: without foreign keys nothing hangs on a key. */
  private static HttpReply delete(HttpCall call) {
    tables(call).unsetPrimaryKey(call.variable("full_name"), call.required("constraint_name"));
    return HttpReply.empty();
  }

  private static HttpReply create(HttpCall call) {
    CreateConstraint request = call.request(CreateConstraint.class);
    PrimaryKey key = request.constraint().primaryKeyConstraint();
    if (key == null || key.childColumns() == null) {
      throw CatalogErrors.onlyPrimaryKeys();
    }
    List<String> timeseries = key.timeseriesColumns() == null ? List.of() : key.timeseriesColumns();
    String column = timeseries.isEmpty() ? "" : timeseries.get(0);
    String name = key.name() == null ? "" : key.name();
    TableInfo table =
        name.isEmpty()
            ? tables(call).setPrimaryKey(request.fullNameArg(), key.childColumns(), column)
            : tables(call).setPrimaryKey(request.fullNameArg(), name, key.childColumns(), column);
    return HttpReply.json(ConstraintWire.of(table));
  }
}
