package io.mudbrick.serving.internal.payload;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.ServingErrors;

/** Makes inference tables. */
public final class PayloadTables {
  private PayloadTables() {}

  /**
   * Makes the table as the endpoint's creator, or finds that it is one that he may write.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED}; {@code
   *     INVALID_PARAMETER_VALUE} for a table with other columns
   */
  public static void prepare(
      ModuleContext context, Caller creator, String endpoint, InferenceTable table) {
    Tables tables = context.service(Catalog.class, creator).tables();
    String name = table.fullName(endpoint);
    Schema schema = PayloadLayout.schema(table.layout());
    if (!tables.exists(name)) {
      tables.create(
          TableSpec.builder(name, schema).comment("Requests to endpoint " + endpoint).build());
    } else if (!tables.open(name).schema().names().equals(schema.names())) {
      throw ServingErrors.notAnInferenceTable(name);
    }
    context
        .service(Catalog.class, creator)
        .grants()
        .require(SecurableRef.table(name), Privilege.MODIFY);
  }
}
