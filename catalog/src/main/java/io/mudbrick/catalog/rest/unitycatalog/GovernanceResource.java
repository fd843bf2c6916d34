package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.Tables;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;

/**
 * Column masks and row filters under our own prefix: the product sets them by SQL only, and shows
 * them where tables are shown.
 */
final class GovernanceResource {
  private static final String MASK = "/tables/{full_name}/columns/{column}/mask";
  private static final String FILTER = "/tables/{full_name}/row-filter";

  private GovernanceResource() {}

  static void mount(Routes routes) {
    routes
        .put(MASK, Policy.AUTHENTICATED, GovernanceResource::mask)
        .delete(
            MASK,
            Policy.AUTHENTICATED,
            call ->
                reply(
                    call,
                    tables(call)
                        .unsetColumnMask(call.variable("full_name"), call.variable("column"))))
        .put(FILTER, Policy.AUTHENTICATED, GovernanceResource::filter)
        .delete(
            FILTER,
            Policy.AUTHENTICATED,
            call -> reply(call, tables(call).unsetRowFilter(call.variable("full_name"))));
  }

  private static Tables tables(HttpCall call) {
    return call.service(Catalog.class).tables();
  }

  private static HttpReply reply(HttpCall call, TableInfo table) {
    return HttpReply.json(TableWire.of(table, call.caller().metastoreId()));
  }

  private static HttpReply mask(HttpCall call) {
    ColumnWire.MaskWire request = call.request(ColumnWire.MaskWire.class);
    return reply(
        call,
        tables(call)
            .setColumnMask(call.variable("full_name"), call.variable("column"), request.mask()));
  }

  private static HttpReply filter(HttpCall call) {
    TableWire.RowFilterWire request = call.request(TableWire.RowFilterWire.class);
    return reply(call, tables(call).setRowFilter(call.variable("full_name"), request.filter()));
  }
}
