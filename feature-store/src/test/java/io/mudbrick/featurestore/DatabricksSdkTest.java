package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.service.ml.CreateFeatureTagRequest;
import com.databricks.sdk.service.ml.CreateOnlineStoreRequest;
import com.databricks.sdk.service.ml.FeatureStoreAPI;
import com.databricks.sdk.service.ml.FeatureTag;
import com.databricks.sdk.service.ml.ListFeatureTagsRequest;
import com.databricks.sdk.service.ml.ListOnlineStoresRequest;
import com.databricks.sdk.service.ml.MaterializedFeaturesAPI;
import com.databricks.sdk.service.ml.OnlineStoreState;
import com.databricks.sdk.service.ml.PublishSpecPublishMode;
import com.databricks.sdk.service.ml.PublishTableRequest;
import com.databricks.sdk.service.ml.PublishTableResponse;
import com.databricks.sdk.service.ml.UpdateFeatureTagRequest;
import com.databricks.sdk.service.ml.UpdateOnlineStoreRequest;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Databricks SDK, unmodified, on plain http. */
@MudbrickTest
class DatabricksSdkTest {
  private static WorkspaceClient workspace(Mudbrick platform) {
    return new WorkspaceClient(
        new DatabricksConfig()
            .setHost(platform.host().toString())
            .setToken(platform.token())
            .setAuthType("pat"));
  }

  private static FeatureStoreAPI client(Mudbrick platform) {
    return workspace(platform).featureStore();
  }

  private static com.databricks.sdk.service.ml.OnlineStore store(String name, String capacity) {
    return new com.databricks.sdk.service.ml.OnlineStore().setName(name).setCapacity(capacity);
  }

  private static PublishTableRequest publish(String table, PublishSpecPublishMode mode) {
    return new PublishTableRequest()
        .setSourceTableName(table)
        .setPublishSpec(
            new com.databricks.sdk.service.ml.PublishSpec()
                .setOnlineStore("fast")
                .setOnlineTableName("shop.ml.customers_online")
                .setPublishMode(mode));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/feature-store/online-stores",
        "GET /api/2.0/feature-store/online-stores",
        "GET /api/2.0/feature-store/online-stores/{name}",
        "PATCH /api/2.0/feature-store/online-stores/{name}",
        "DELETE /api/2.0/feature-store/online-stores/{name}"
      })
  void stores_are_made_listed_changed_and_deleted(Mudbrick platform) {
    FeatureStoreAPI client = client(platform);
    var made =
        client.createOnlineStore(
            new CreateOnlineStoreRequest()
                .setOnlineStore(store("fast", "CU_2").setReadReplicaCount(1L)));
    assertThat(made.getState()).isEqualTo(OnlineStoreState.AVAILABLE);
    assertThat(made.getCreator()).isEqualTo(platform.caller().principal().name());
    assertThat(client.getOnlineStore("fast")).isEqualTo(made);
    assertThat(client.listOnlineStores(new ListOnlineStoresRequest())).containsExactly(made);
    assertThat(
            client
                .updateOnlineStore(
                    new UpdateOnlineStoreRequest()
                        .setName("fast")
                        .setOnlineStore(store("fast", "CU_8"))
                        .setUpdateMask("capacity"))
                .getCapacity())
        .isEqualTo("CU_8");
    assertThat(client.getOnlineStore("fast").getReadReplicaCount()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                client.createOnlineStore(
                    new CreateOnlineStoreRequest().setOnlineStore(store("fast", "CU_2"))))
        .isInstanceOf(ResourceAlreadyExists.class);
    assertThatThrownBy(
            () ->
                client.createOnlineStore(
                    new CreateOnlineStoreRequest().setOnlineStore(store("slow", "CU_5"))))
        .isInstanceOf(BadRequest.class);
    client.deleteOnlineStore("fast");
    assertThatThrownBy(() -> client.getOnlineStore("fast")).isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/feature-store/tables/{table}/publish",
        "DELETE /api/2.0/feature-store/online-tables/{table}"
      })
  void a_table_is_published_and_taken_offline(Mudbrick platform) {
    Shop shop = new Shop(platform);
    shop.customer(1, 30, "Oslo");
    FeatureStoreAPI client = client(platform);
    client.createOnlineStore(new CreateOnlineStoreRequest().setOnlineStore(store("fast", "CU_1")));
    PublishTableResponse answer = client.publishTable(publish(Shop.CUSTOMERS, null));
    assertThat(answer.getOnlineTableName()).isEqualTo("shop.ml.customers_online");
    assertThat(answer.getPipelineId()).isNotBlank();
    client.publishTable(publish(Shop.CUSTOMERS, PublishSpecPublishMode.SNAPSHOT));
    assertThat(shop.store.lookup("shop.ml.customers_online", Map.of("id", 1)).get("age"))
        .isEqualTo(30);
    client.publishTable(publish(Shop.CUSTOMERS, PublishSpecPublishMode.CONTINUOUS));
    assertThat(shop.store.getOnlineTable("shop.ml.customers_online").mode())
        .isEqualTo(PublishMode.CONTINUOUS);
    assertThatThrownBy(() -> client.publishTable(publish("shop.ml.none", null)))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> client.publishTable(publish(Shop.SALES, null)))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("belongs to feature table");
    FeatureStoreAPI sam = client(shop.stranger());
    assertThatThrownBy(() -> sam.publishTable(publish(Shop.CUSTOMERS, null)))
        .isInstanceOf(PermissionDenied.class);
    assertThatThrownBy(() -> sam.deleteOnlineTable("shop.ml.customers_online"))
        .isInstanceOf(PermissionDenied.class);
    client.deleteOnlineTable("shop.ml.customers_online");
    assertThatThrownBy(() -> client.deleteOnlineTable("shop.ml.customers_online"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags",
        "GET /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags",
        "GET /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags/{key}",
        "PATCH /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags/{key}",
        "DELETE /api/2.0/feature-store/feature-tables/{table}/features/{feature}/tags/{key}",
        "GET /api/2.0/feature-store/feature-tables/{table}/features/{feature}/lineage"
      })
  void features_are_tagged_and_what_was_made_of_them_is_told(Mudbrick platform) {
    Shop shop = new Shop(platform);
    MaterializedFeaturesAPI client = workspace(platform).materializedFeatures();
    client.createFeatureTag(tag(new FeatureTag().setKey("pii").setValue("no")));
    client.createFeatureTag(tag(new FeatureTag().setKey("team")));
    assertThat(client.listFeatureTags(Shop.CUSTOMERS, "age"))
        .extracting(FeatureTag::getKey)
        .containsExactly("pii", "team");
    assertThat(
            client.listFeatureTags(
                new ListFeatureTagsRequest()
                    .setTableName(Shop.CUSTOMERS)
                    .setFeatureName("age")
                    .setPageSize(1L)))
        .hasSize(2);
    client.updateFeatureTag(
        new UpdateFeatureTagRequest()
            .setTableName(Shop.CUSTOMERS)
            .setFeatureName("age")
            .setKey("pii")
            .setFeatureTag(new FeatureTag().setKey("pii").setValue("yes")));
    assertThat(client.getFeatureTag(Shop.CUSTOMERS, "age", "pii").getValue()).isEqualTo("yes");
    client.deleteFeatureTag(Shop.CUSTOMERS, "age", "pii");
    assertThatThrownBy(() -> client.getFeatureTag(Shop.CUSTOMERS, "age", "pii"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> client.listFeatureTags(Shop.CUSTOMERS, "none").iterator().hasNext())
        .isInstanceOf(NotFound.class);
    assertThat(client.getFeatureLineage(Shop.CUSTOMERS, "age").getOnlineFeatures()).isNullOrEmpty();
    shop.customer(1, 30, "Oslo");
    shop.store.publish(Shop.CUSTOMERS, PublishSpec.snapshot("shop.ml.customers_online"));
    assertThat(client.getFeatureLineage(Shop.CUSTOMERS, "age").getOnlineFeatures())
        .singleElement()
        .satisfies(
            feature -> {
              assertThat(feature.getTableName()).isEqualTo("shop.ml.customers_online");
              assertThat(feature.getFeatureName()).isEqualTo("age");
            });
    MaterializedFeaturesAPI sam = workspace(shop.stranger()).materializedFeatures();
    assertThatThrownBy(() -> sam.getFeatureLineage(Shop.CUSTOMERS, "age"))
        .isInstanceOfAny(PermissionDenied.class, NotFound.class);
    assertThatThrownBy(() -> sam.createFeatureTag(tag(new FeatureTag().setKey("k"))))
        .isInstanceOfAny(PermissionDenied.class, NotFound.class);
  }

  private static CreateFeatureTagRequest tag(FeatureTag tag) {
    return new CreateFeatureTagRequest()
        .setTableName(Shop.CUSTOMERS)
        .setFeatureName("age")
        .setFeatureTag(tag);
  }
}
