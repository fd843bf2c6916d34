package io.mudbrick.platform.identity;

import java.util.List;

/**
 * Some of the accounts that met a query.
 *
 * @param total how many met it in all
 */
public record AccountPage(List<Account> accounts, int total, int startIndex) {
  public AccountPage {
    accounts = List.copyOf(accounts);
  }
}
