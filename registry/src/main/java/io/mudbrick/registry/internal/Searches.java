package io.mudbrick.registry.internal;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Securables;
import io.mudbrick.platform.Caller;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Search;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches and lists over what a caller may see. */
final class Searches {
  private final ModelAccess access;
  private final Models models;
  private final Versions versions;
  private final ModelSearch modelSearch;
  private final VersionSearch versionSearch;

  Searches(Room room, Caller caller, ModelAccess access, Models models, Versions versions) {
    this.access = access;
    this.models = models;
    this.versions = versions;
    Candidates candidates = new Candidates(access);
    this.modelSearch = new ModelSearch(room, caller, candidates, access, models);
    this.versionSearch = new VersionSearch(room, caller, candidates, versions);
  }

  Page<RegisteredModel> models(Search search) {
    return modelSearch.page(search);
  }

  Page<ModelVersion> versions(Search search) {
    return versionSearch.page(search);
  }

  Page<RegisteredModel> listModels(@Nullable String schema, Search search) {
    Securables securables = access.catalog().securables();
    List<SecurableName> found =
        schema == null
            ? securables.names(SecurableType.REGISTERED_MODEL, every -> true).toList()
            : securables.list(SecurableRef.schema(schema), SecurableType.REGISTERED_MODEL).stream()
                .map(SecurableName::of)
                .toList();
    Page<SecurableName> page = Paging.page(found, search, 100, 1000);
    return new Page<>(models.assemble(page.items()), page.nextPageToken());
  }

  Page<ModelVersion> listVersions(String name, Search search) {
    return Paging.page(versions.list(name), search, 1000, 1000);
  }
}
