package io.mudbrick.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Notes the history of the table in {@code DIR/commits} as {@code DESCRIBE HISTORY} shows it, and
 * then changes the table in the ways that SQL has.
 */
record SparkCommits(SparkSession spark, Path home) {

  void run() throws IOException {
    String table = "delta.`" + home.resolve("commits") + "`";
    List<String> lines = new ArrayList<>();
    for (Row commit :
        spark
            .sql("DESCRIBE HISTORY " + table)
            .select(
                "version",
                "operation",
                "operationParameters",
                "operationMetrics",
                "readVersion",
                "isolationLevel",
                "isBlindAppend",
                "engineInfo")
            .collectAsList()) {
      lines.add(
          String.join(
              "|",
              String.valueOf(commit.get(0)),
              commit.getString(1),
              new TreeMap<>(commit.<String, String>getJavaMap(2)).toString(),
              new TreeMap<>(commit.<String, String>getJavaMap(3)).keySet().toString(),
              String.valueOf(commit.get(4)),
              String.valueOf(commit.get(5)),
              String.valueOf(commit.get(6)),
              String.valueOf(commit.get(7))));
    }
    Files.createDirectories(home.resolve("seen"));
    Files.write(home.resolve("seen").resolve("commits.history"), lines);
    for (String sql :
        List.of(
            "UPDATE %s SET name = 'spark' WHERE id = 1",
            "DELETE FROM %s WHERE id = 5",
            "MERGE INTO %1$s t USING (SELECT 3L id, 'm' name UNION ALL SELECT 99L, 'n') s"
                + " ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name"
                + " WHEN NOT MATCHED THEN INSERT *",
            "INSERT INTO %s VALUES (50, 'i')",
            "OPTIMIZE %s",
            "RESTORE TABLE %1$s TO VERSION AS OF 3")) {
      spark.sql(sql.formatted(table)).collect();
    }
  }
}
