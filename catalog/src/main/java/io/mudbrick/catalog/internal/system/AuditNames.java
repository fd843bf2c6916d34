package io.mudbrick.catalog.internal.system;

import java.util.Map;

/** What the product's audit calls our services and their methods. */
final class AuditNames {
  private static final String UNITY_CATALOG = "unityCatalog";

  /** By the service's interface; what is not named here keeps its own name. */
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("Catalog", UNITY_CATALOG),
          Map.entry("Catalogs", UNITY_CATALOG),
          Map.entry("Schemas", UNITY_CATALOG),
          Map.entry("Tables", UNITY_CATALOG),
          Map.entry("Volumes", UNITY_CATALOG),
          Map.entry("Functions", UNITY_CATALOG),
          Map.entry("DeltaCommits", UNITY_CATALOG),
          Map.entry("TagPolicies", UNITY_CATALOG),
          Map.entry("AccessPolicies", UNITY_CATALOG),
          Map.entry("FilesApi", "filesystem"),
          Map.entry("FileTransfers", "filesystem"),
          Map.entry("Dbfs", "dbfs"),
          Map.entry("WorkspaceObjects", "workspace"),
          Map.entry("Securables", UNITY_CATALOG),
          Map.entry("Grants", UNITY_CATALOG),
          Map.entry("Tags", UNITY_CATALOG),
          Map.entry("Lineage", UNITY_CATALOG),
          Map.entry("Registry", UNITY_CATALOG),
          Map.entry("FeatureStore", "featureStore"),
          Map.entry("Tracking", "mlflowExperiment"),
          Map.entry("Serving", "serverlessRealTimeInference"),
          Map.entry("Automl", "automl"),
          Map.entry("Identity", "accounts"));

  /** Services whose methods are named by the verb alone, and what the verb is done to. */
  private static final Map<String, String> OBJECTS =
      Map.of(
          "Catalogs", "Catalog",
          "Schemas", "Schema",
          "Tables", "Table",
          "Volumes", "Volume",
          "Functions", "Function",
          "TagPolicies", "TagPolicy",
          "AccessPolicies", "Policy",
          "Securables", "Securable",
          "Tags", "Tags",
          "Lineage", "Lineage");

  /** Where the product's name follows no rule. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("Catalog.metastore", "getMetastoreSummary"),
          Map.entry("Catalogs.list", "listCatalogs"),
          Map.entry("Schemas.list", "listSchemas"),
          Map.entry("Tables.list", "listTables"),
          Map.entry("Volumes.list", "listVolumes"),
          Map.entry("Functions.list", "listFunctions"),
          Map.entry("TagPolicies.list", "listTagPolicies"),
          Map.entry("TagPolicies.assigners", "getRuleSet"),
          Map.entry("TagPolicies.setAssigners", "updateRuleSet"),
          Map.entry("AccessPolicies.list", "listPolicies"),
          Map.entry("Tables.setColumnMask", "setColumnMask"),
          Map.entry("Tables.unsetColumnMask", "dropColumnMask"),
          Map.entry("Tables.setRowFilter", "setRowFilter"),
          Map.entry("Tables.unsetRowFilter", "dropRowFilter"),
          Map.entry("Tables.setPrimaryKey", "createConstraint"),
          Map.entry("Tables.addForeignKey", "createConstraint"),
          Map.entry("Tables.dropConstraint", "deleteConstraint"),
          Map.entry("Volumes.createExternal", "createVolume"),
          Map.entry("DeltaCommits.stage", "createStagingTable"),
          Map.entry("DeltaCommits.create", "createTable"),
          Map.entry("DeltaCommits.commit", "deltaCommit"),
          Map.entry("DeltaCommits.latestVersion", "deltaGetCommits"),
          Map.entry("Grants.list", "getPermissions"),
          Map.entry("Grants.effective", "getEffectivePermissions"),
          Map.entry("Grants.update", "updatePermissions"),
          Map.entry("Grants.grant", "updatePermissions"),
          Map.entry("Grants.revoke", "updatePermissions"),
          Map.entry("WorkspaceObjects.store", "workspaceImport"),
          Map.entry("WorkspaceObjects.read", "workspaceExport"),
          Map.entry("WorkspaceObjects.mkdirs", "mkdir"),
          Map.entry("FilesApi.open", "filesGet"),
          Map.entry("FilesApi.stat", "filesHead"),
          Map.entry("FilesApi.upload", "filesPut"),
          Map.entry("FilesApi.delete", "filesDelete"),
          Map.entry("FilesApi.list", "directoriesGet"),
          Map.entry("FilesApi.statDirectory", "directoriesHead"),
          Map.entry("FilesApi.createDirectory", "directoriesPut"),
          Map.entry("FilesApi.deleteDirectory", "directoriesDelete"));

  private AuditNames() {}

  static String service(String type) {
    return SERVICES.getOrDefault(type, type);
  }

  static String action(String type, String method) {
    String named = ACTIONS.get(type + "." + method);
    return named != null ? named : method + OBJECTS.getOrDefault(type, "");
  }
}
