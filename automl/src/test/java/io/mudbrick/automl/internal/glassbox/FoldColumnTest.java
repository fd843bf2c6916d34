package io.mudbrick.automl.internal.glassbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.internal.data.Fold;
import io.mudbrick.platform.model.Column;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldColumnTest {
  @Test
  void one_fold_is_told_as_the_product_tells_it() {
    List<Fold> folds = List.of(new Fold(new int[] {0, 2}, new int[] {1}));

    Column column = FoldColumn.write(folds, 3, 2);

    assertThat(texts(column)).containsExactly("train", "val", "train", "test", "test");
    assertThat(FoldColumn.folds(column)).usingRecursiveComparison().isEqualTo(folds);
    assertThat(FoldColumn.test(column)).containsExactly(3, 4);
  }

  @Test
  void folds_come_back_as_they_were_even_where_rows_are_only_judged() {
    List<Fold> folds =
        List.of(
            new Fold(new int[] {2, 3, 4}, new int[] {0, 1}),
            new Fold(new int[] {0, 4}, new int[] {2, 3}),
            new Fold(new int[] {0, 2, 3}, new int[] {4, 5}));

    Column column = FoldColumn.write(folds, 6, 1);

    assertThat(texts(column))
        .containsExactly(
            "fold 1", "fold 1 trains", "fold 2", "fold 2", "fold 3", "fold 3 trains", "test");
    assertThat(FoldColumn.folds(column)).usingRecursiveComparison().isEqualTo(folds);
    assertThat(FoldColumn.test(column)).containsExactly(6);
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.size()).mapToObj(i -> String.valueOf(column.text(i))).toList();
  }
}
