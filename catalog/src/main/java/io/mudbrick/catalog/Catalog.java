package io.mudbrick.catalog;

/**
 * The catalog of a metastore, for the caller it is bound to: {@code
 * platform.module(Catalog.class)}, or {@code context.service(Catalog.class, caller)} from another
 * module. Thread-safe.
 *
 * <pre>{@code
 * Catalog catalog = platform.module(Catalog.class);
 * catalog.catalogs().create("telco");
 * catalog.schemas().create("telco.churn");
 * catalog.tables().create(TableSpec.builder("telco.churn.customers", schema).primaryKey("id").build());
 * catalog.grants().grant(SecurableRef.schema("telco.churn"), "analysts", Privilege.USE_SCHEMA);
 * catalog.tables().open("telco.churn.customers").append(rows);
 * }</pre>
 *
 * <p>Names are lower-cased, except those of models, which keep the case they were given and are
 * found in any. Whoever lacks a privilege gets {@code PERMISSION_DENIED}, "User does not have
 * SELECT on Table 'telco.churn.customers'."; whoever may not use a parent does not learn whether a
 * child exists; lists hold what the caller may see. Every method throws {@link
 * io.mudbrick.platform.PlatformException}: {@code RESOURCE_DOES_NOT_EXIST}, {@code
 * RESOURCE_ALREADY_EXISTS}, {@code INVALID_PARAMETER_VALUE} for a bad name.
 */
public interface Catalog {
  /** The catalog that every metastore has from the start. */
  String WORKSPACE_CATALOG = "workspace";

  /** The schema that every metastore has from the start, open to the group {@code users}. */
  String DEFAULT_SCHEMA = "workspace.default";

  /** The metastore itself. */
  Securable metastore();

  Catalogs catalogs();

  Schemas schemas();

  Tables tables();

  Volumes volumes();

  Functions functions();

  /** Every securable by its reference; modules that keep one of their own make it here. */
  Securables securables();

  Grants grants();

  Tags tags();

  /** Masks and filters by tags. */
  AccessPolicies accessPolicies();

  Lineage lineage();

  Discovery discovery();

  Credentials credentials();

  DeltaCommits deltaCommits();

  InformationSchema informationSchema();
}
