package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.TableRead;
import java.util.EnumSet;
import java.util.Set;

/** Believes what clients say of tables that they read, if they may read them. */
final class TableReads {
  private static final Set<ErrorCode> NOT_THEIRS =
      EnumSet.of(
          ErrorCode.RESOURCE_DOES_NOT_EXIST,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.INVALID_PARAMETER_VALUE);

  private TableReads() {}

  static void told(Catalog catalog, EventBus events, TableRead read) {
    if (mayRead(catalog, read.table())) {
      events.publish(
          new LineageEdge(
              catalog.lineage().table(read.table()), read.by(), read.caller(), read.at()));
    }
  }

  private static boolean mayRead(Catalog catalog, String table) {
    try {
      return catalog.grants().allows(SecurableRef.table(table), Privilege.SELECT);
    } catch (PlatformException e) {
      if (NOT_THEIRS.contains(e.code())) {
        return false;
      }
      throw e;
    }
  }
}
