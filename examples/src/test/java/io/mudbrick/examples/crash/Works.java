package io.mudbrick.examples.crash;

import io.mudbrick.platform.Mudbrick;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every sort of work that is killed, by name. */
public final class Works {
  private Works() {}

  public static Map<String, Work> on(Mudbrick platform) {
    return on(platform, 1);
  }

  /**
   * In a copy that was made while work went on: tables and files are copied after the metadata, and
   * may be ahead of it.
   */
  static Map<String, Work> inBackup(Mudbrick platform) {
    return on(platform, Long.MAX_VALUE);
  }

  private static Map<String, Work> on(Mudbrick platform, long mostAhead) {
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("metrics", new TrackingWorks.Metrics(platform));
    works.put("chunks", new TrackingWorks.Chunks(platform));
    works.put("runs", new TrackingWorks.Created(platform));
    works.put("artifacts", new TrackingWorks.Uploads(platform));
    works.put("overwrite", new TrackingWorks.Overwrite(platform));
    works.put("versions", new RegistryWorks.Versions(platform, mostAhead > 1));
    works.put("uploaded", new RegistryWorks.Uploaded(platform, mostAhead > 1));
    works.put("alias", new RegistryWorks.Alias(platform));
    works.put("append", new TableWorks.Append(platform));
    works.put("upsert", new TableWorks.Upsert(platform));
    works.put("tables", new TableWorks.CreateAndDrop(platform));
    works.put("publish", new TableWorks.Publish(platform, mostAhead));
    works.put("grants", new GrantWork(platform));
    return works;
  }
}
