package io.mudbrick.catalog.internal.search;

import io.mudbrick.catalog.Discovery.Place;
import io.mudbrick.catalog.internal.definition.TableDefinition.Field;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.SecurableStore;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.catalog.internal.jdbc.TagStore;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/** Keeps the words of securables, in the transactions that change what is said about them. */
public final class SearchIndex {
  private final SecurableStore securables = new SecurableStore();
  private final TableStore tables;
  private final TagStore tags = new TagStore();
  private final WordStore words = new WordStore();
  private final IdentityStore identities;

  public SearchIndex(IdentityStore identities, TableStore tables) {
    this.identities = identities;
    this.tables = tables;
  }

  /** To be called after a securable, its tags or its columns changed, or it was deleted. */
  public void refresh(Tx tx, String securableId) {
    words.remove(tx, securableId);
    securables.byId(tx, securableId).ifPresent(row -> add(tx, row));
  }

  /** Adds what a metastore held before there was an index. */
  public void complete(Tx tx, String metastoreId) {
    if (!words.isComplete(tx, metastoreId)) {
      securables.ofMetastore(tx, metastoreId).forEach(row -> refresh(tx, row.id()));
      words.complete(tx, metastoreId);
    }
  }

  private void add(Tx tx, SecurableRow row) {
    put(tx, row, Place.NAME, List.of(row.name()));
    put(tx, row, Place.COLUMN, columns(tx, row.id()));
    List<String> tagged = new ArrayList<>();
    tags.of(tx, row.id())
        .forEach(
            (key, value) -> {
              tagged.add(key);
              tagged.add(value);
            });
    tags.ofColumns(tx, row.id())
        .values()
        .forEach(
            ofColumn -> {
              tagged.addAll(ofColumn.keySet());
              tagged.addAll(ofColumn.values());
            });
    put(tx, row, Place.TAG, tagged);
    put(
        tx,
        row,
        Place.OWNER,
        identities.principalById(row.metastoreId(), row.ownerId()).map(Principal::name).stream()
            .toList());
    put(tx, row, Place.COMMENT, row.comment() == null ? List.of() : List.of(row.comment()));
  }

  private void put(Tx tx, SecurableRow row, Place place, List<String> texts) {
    words.add(tx, row.metastoreId(), row.id(), place, Words.of(texts));
  }

  private List<String> columns(Tx tx, String id) {
    List<String> texts = new ArrayList<>();
    tables
        .byId(tx, id)
        .ifPresent(
            table -> {
              for (Field column : table.definition().columns()) {
                texts.add(column.name());
                if (column.comment() != null) {
                  texts.add(column.comment());
                }
              }
            });
    return texts;
  }
}
