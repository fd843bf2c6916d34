package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.AccessPolicies;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Catalogs;
import io.mudbrick.catalog.Credentials;
import io.mudbrick.catalog.DeltaCommits;
import io.mudbrick.catalog.Discovery;
import io.mudbrick.catalog.Functions;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.InformationSchema;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.Schemas;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.Securables;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.Tags;
import io.mudbrick.catalog.Volumes;
import io.mudbrick.catalog.internal.information.InformationService;
import io.mudbrick.catalog.internal.jdbc.LineageStore;
import io.mudbrick.platform.Caller;

/** The door of one caller. */
record CatalogService(
    Rooms rooms,
    TableRoom tableRoom,
    VolumeRoom volumeRoom,
    LineageStore lineageStore,
    Caller caller)
    implements Catalog {

  @Override
  public Securable metastore() {
    return own().get(SecurableRef.metastore());
  }

  private SecurablesService own() {
    return new SecurablesService(rooms, caller);
  }

  @Override
  public Catalogs catalogs() {
    return new CatalogsService(containers(), own());
  }

  @Override
  public Schemas schemas() {
    return new SchemasService(containers(), own());
  }

  private Containers containers() {
    return new Containers(rooms, tableRoom.locations(), own(), caller);
  }

  @Override
  public Tables tables() {
    return new TablesService(rooms, tableRoom, own(), caller);
  }

  @Override
  public Functions functions() {
    return new FunctionsService(rooms, tableRoom.functions(), own(), caller);
  }

  @Override
  public Volumes volumes() {
    return new VolumesService(rooms, volumeRoom, own(), caller);
  }

  @Override
  public Securables securables() {
    return own();
  }

  @Override
  public Grants grants() {
    return new GrantsService(rooms, caller);
  }

  @Override
  public Tags tags() {
    return new TagsService(rooms, tableRoom.store(), caller);
  }

  @Override
  public AccessPolicies accessPolicies() {
    return new AccessPoliciesService(rooms, tableRoom.functions(), caller);
  }

  @Override
  public Credentials credentials() {
    return new CredentialsService(rooms, tableRoom, volumeRoom, own(), caller);
  }

  @Override
  public DeltaCommits deltaCommits() {
    return new DeltaCommitsService(rooms, tableRoom, own(), credentials(), caller);
  }

  @Override
  public InformationSchema informationSchema() {
    return new InformationService(this);
  }

  @Override
  public Discovery discovery() {
    return new DiscoveryService(rooms, tableRoom, own(), caller);
  }

  @Override
  public Lineage lineage() {
    return new LineageService(rooms, lineageStore, caller);
  }
}
