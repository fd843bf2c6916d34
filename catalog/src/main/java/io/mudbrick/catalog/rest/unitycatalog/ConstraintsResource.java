package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ConstraintErrors;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.rest.unitycatalog.ConstraintWire.ForeignWire;
import io.mudbrick.catalog.rest.unitycatalog.ConstraintWire.PrimaryWire;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Objects;

/** {@code /constraints}: primary and foreign keys. */
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

  private static HttpReply delete(HttpCall call) {
    tables(call)
        .dropConstraint(
            call.variable("full_name"),
            call.required("constraint_name"),
            Boolean.parseBoolean(call.query("cascade")));
    return HttpReply.empty();
  }

  private static HttpReply create(HttpCall call) {
    CreateConstraint request = call.request(CreateConstraint.class);
    PrimaryWire primary = request.constraint().primaryKeyConstraint();
    ForeignWire foreign = request.constraint().foreignKeyConstraint();
    if ((primary == null) == (foreign == null)) {
      throw ConstraintErrors.unknownConstraint();
    }
    if (primary != null) {
      TableInfo table = tables(call).setPrimaryKey(request.fullNameArg(), primary.key());
      return HttpReply.json(ConstraintWire.primary(table));
    }
    return HttpReply.json(
        ConstraintWire.foreign(
            tables(call)
                .addForeignKey(request.fullNameArg(), Objects.requireNonNull(foreign).key())));
  }
}
