package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.VolumeInfo;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a view is about, as far as the caller may see it.
 *
 * @param only one catalog; null for all
 */
record Scope(Catalog catalog, @Nullable String only) {

  /** As far as the caller may see, of all catalogs. */
  Scope everywhere() {
    return new Scope(catalog, null);
  }

  List<Securable> catalogs() {
    return only == null ? catalog.catalogs().list() : List.of(catalog.catalogs().get(only));
  }

  List<Securable> schemas() {
    return catalogs().stream().flatMap(each -> in(each, catalog.schemas()::list)).toList();
  }

  List<TableInfo> tables() {
    return schemas().stream().flatMap(each -> in(each, catalog.tables()::list)).toList();
  }

  List<VolumeInfo> volumes() {
    return schemas().stream().flatMap(each -> in(each, catalog.volumes()::list)).toList();
  }

  List<FunctionInfo> functions() {
    return schemas().stream().flatMap(each -> in(each, catalog.functions()::list)).toList();
  }

  /** What is in a container; nothing where the caller may browse it but not enter. */
  private static <T> Stream<T> in(Securable container, Function<String, List<T>> list) {
    try {
      return list.apply(container.fullName()).stream();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.PERMISSION_DENIED
          || e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Stream.empty(); // deleted since it was listed, or not to be entered
      }
      throw e;
    }
  }
}
