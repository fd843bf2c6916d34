package io.mudbrick.examples.crash;

import io.mudbrick.platform.Mudbrick;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every sort of work that is killed, by name. */
public final class Works {
  private Works() {}

  public static Map<String, Work> on(Mudbrick platform) {
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("metrics", new TrackingWorks.Metrics(platform));
    works.put("runs", new TrackingWorks.Created(platform));
    works.put("artifacts", new TrackingWorks.Uploads(platform));
    works.put("overwrite", new TrackingWorks.Overwrite(platform));
    works.put("versions", new RegistryWorks.Versions(platform));
    works.put("alias", new RegistryWorks.Alias(platform));
    works.put("append", new TableWorks.Append(platform));
    works.put("upsert", new TableWorks.Upsert(platform));
    works.put("tables", new TableWorks.CreateAndDrop(platform));
    works.put("publish", new TableWorks.Publish(platform));
    works.put("grants", new GrantWork(platform));
    return works;
  }
}
