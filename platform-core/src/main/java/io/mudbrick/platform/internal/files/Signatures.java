package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.SignedFile;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.internal.files.Tickets.Kind;
import io.mudbrick.platform.internal.files.Tickets.Ticket;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads signed addresses, whoever shows them. */
public final class Signatures {
  private final Tickets tickets;
  private final IdentityStore identities;

  private final Predicate<Caller> active;

  Signatures(Tickets tickets, IdentityStore identities, Predicate<Caller> active) {
    this.tickets = tickets;
    this.identities = identities;
    this.active = active;
  }

  /** What an address is good for; empty when it is not one of ours. */
  public Optional<SignedFile> read(String token) {
    return tickets.read(token).filter(t -> t.kind() != Kind.SESSION).map(this::file);
  }

  private SignedFile file(Ticket ticket) {
    boolean parts = ticket.kind() == Kind.PART || ticket.kind() == Kind.ABORT;
    return new SignedFile(
        method(ticket.kind()),
        ticket.path(),
        parts ? tickets.write(ticket.as(Kind.SESSION, 0, 0)) : "",
        ticket.part(),
        Instant.ofEpochMilli(ticket.expires()),
        maker(ticket));
  }

  private static String method(Kind kind) {
    return switch (kind) {
      case DOWNLOAD -> "GET";
      case ABORT -> "DELETE";
      default -> "PUT";
    };
  }

  private Optional<Caller> maker(Ticket ticket) {
    return identities.workspaces().stream()
        .filter(workspace -> workspace.id().equals(ticket.workspace()))
        .findAny()
        .flatMap(
            workspace ->
                identities
                    .principalById(workspace.metastoreId(), ticket.principal())
                    .map(principal -> new Caller(workspace, principal)))
        .filter(active);
  }
}
