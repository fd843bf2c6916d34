package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Stands where the modules above the catalog stand. */
public final class CheckModule implements PlatformModule {
  @Override
  public String name() {
    return "checks";
  }

  @Override
  public Set<String> after() {
    return Set.of("catalog");
  }

  @Override
  public void start(ModuleContext context) {
    context.offer(
        Checks.class,
        caller ->
            (tables, times) -> {
              Grants grants = context.service(Catalog.class, caller).grants();
              List<SecurableRef> refs =
                  IntStream.range(0, tables)
                      .mapToObj(i -> SecurableRef.table("wide.tables.t" + i))
                      .toList();
              int allowed = 0;
              for (int i = 0; i < times; i++) {
                allowed += grants.allows(refs.get(i % tables), Privilege.SELECT) ? 1 : 0;
              }
              return allowed;
            });
  }
}
