package io.mudbrick.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.AccountPatch.Operation;
import io.mudbrick.platform.identity.AccountPatch.Verb;
import io.mudbrick.platform.identity.Principal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory: who may change whom, and what SCIM's filters and patches come to. */
class DirectoryTest {
  private static Mudbrick engine;
  private Mudbrick platform;
  private Identity identity;
  private Directory directory;

  @BeforeAll
  static void start() {
    engine = Mudbrick.builder().start();
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void open() {
    platform = engine.newWorkspace("w");
    identity = platform.module(Identity.class);
    directory = identity.directory();
  }

  private Account user(String name) {
    return directory.create(Kind.USER, new NewAccount(name, Profile.builder().build(), List.of()));
  }

  private Account group(String name, String... members) {
    return directory.create(
        Kind.GROUP, new NewAccount(name, Profile.builder().build(), List.of(members)));
  }

  private static AccountPatch patch(Verb verb, @Nullable String path, @Nullable Object value) {
    return new AccountPatch(List.of(new Operation(verb, path, value)));
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private List<String> found(Kind kind, String filter) {
    return directory.list(kind, AccountQuery.where(filter)).accounts().stream()
        .map(account -> account.principal().name())
        .toList();
  }

  @Test
  void a_user_is_found_again_with_everything_said_of_it() {
    Profile profile =
        Profile.builder()
            .displayName("Ann Lee")
            .externalId("x1")
            .givenName("Ann")
            .familyName("Lee")
            .emails(List.of("ann@example.com"))
            .entitlements(List.of("workspace-access"))
            .build();
    Account made =
        directory.create(Kind.USER, new NewAccount("ann@example.com", profile, List.of()));

    Account found = directory.get(Kind.USER, made.principal().id());

    assertThat(found).isEqualTo(made);
    assertThat(found.profile()).isEqualTo(profile);
    assertThat(found.groups())
        .extracting(membership -> membership.group().name())
        .containsExactly("users");
  }

  @Test
  void names_are_unique_in_any_case_and_users_go_by_their_address() {
    user("ann@example.com");

    refused(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> user("Ann@Example.com"));
    for (String bad : List.of("ann", "a b@x", "ann@", "@x", "a@b@c")) {
      refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> user(bad));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userName eq \"ann@example.com\" | ann@example.com",
        "userName eq \"ANN@example.com\" | ann@example.com",
        "username EQ 'bob@example.com' | bob@example.com",
        "userName sw \"an\" | ann@example.com",
        "userName co \"@example\" and not (userName sw \"ann\") | bob@example.com",
        "displayName eq \"Bob the Builder\" | bob@example.com",
        "active eq false | bob@example.com",
        "emails.value ew \"builder.example\" | bob@example.com",
        "externalId pr | bob@example.com",
        "userName eq \"x\" or externalId eq \"17\" and active eq false | bob@example.com",
        "displayName eq \"a\\\"b\" | ",
      })
  void a_filter_finds(String filter, @Nullable String expected) {
    user("ann@example.com");
    directory.create(
        Kind.USER,
        new NewAccount(
            "bob@example.com",
            Profile.builder()
                .displayName("Bob the Builder")
                .externalId("17")
                .active(false)
                .emails(List.of("bob@builder.example"))
                .build(),
            List.of()));

    assertThat(found(Kind.USER, filter))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName",
        "userName eq",
        "userName is \"x\"",
        "eq \"x\"",
        "(userName pr",
        "userName pr)",
        "password eq \"x\"",
        "userName eq \"x",
        "userName eq \"x\" userName pr",
        "and",
        "not"
      })
  void a_filter_that_cannot_be_read_is_refused(String filter) {
    refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> found(Kind.USER, filter));
  }

  @Test
  void a_filter_may_not_be_endless() {
    String deep = "(".repeat(3000) + "userName pr" + ")".repeat(3000);
    refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> found(Kind.USER, deep));
    refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> found(Kind.USER, "x".repeat(10_000)));
  }

  @Test
  void members_come_and_go_by_patches() {
    String ann = user("ann@example.com").principal().id();
    String bob = user("bob@example.com").principal().id();
    String id = group("team", ann).principal().id();

    directory.patch(Kind.GROUP, id, patch(Verb.ADD, "members", List.of(Map.of("value", bob))));
    assertThat(directory.get(Kind.GROUP, id).members()).hasSize(2);
    directory.patch(Kind.GROUP, id, patch(Verb.REMOVE, "members[value eq \"" + ann + "\"]", null));
    assertThat(directory.get(Kind.GROUP, id).members())
        .extracting(Principal::name)
        .containsExactly("bob@example.com");
    directory.patch(
        Kind.GROUP,
        id,
        patch(Verb.REPLACE, null, Map.of("members", List.of(Map.of("value", ann)))));
    assertThat(directory.get(Kind.GROUP, id).members())
        .extracting(Principal::name)
        .containsExactly("ann@example.com");
    directory.patch(Kind.GROUP, id, patch(Verb.REMOVE, "members", null));
    assertThat(directory.get(Kind.GROUP, id).members()).isEmpty();
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () ->
            directory.patch(
                Kind.GROUP, id, patch(Verb.ADD, "members", List.of(Map.of("value", "1")))));
  }

  @Test
  void attributes_change_by_patches_and_names_of_users_do_not() {
    String id = user("ann@example.com").principal().id();

    directory.patch(
        Kind.USER,
        id,
        new AccountPatch(
            List.of(
                new Operation(Verb.REPLACE, "displayName", "Ann"),
                new Operation(Verb.ADD, "name.givenName", "Annie"),
                new Operation(Verb.REPLACE, "emails[type eq \"work\"].value", "a@work.example"),
                new Operation(
                    Verb.ADD, "entitlements", List.of(Map.of("value", "workspace-access"))),
                new Operation(
                    Verb.ADD,
                    null,
                    Map.of("externalId", "e", "name", Map.of("familyName", "L"))))));
    Profile profile = directory.get(Kind.USER, id).profile();
    assertThat(profile.displayName()).isEqualTo("Ann");
    assertThat(profile.givenName()).isEqualTo("Annie");
    assertThat(profile.familyName()).isEqualTo("L");
    assertThat(profile.emails()).containsExactly("a@work.example");
    assertThat(profile.entitlements()).containsExactly("workspace-access");
    directory.patch(
        Kind.USER, id, patch(Verb.REMOVE, "entitlements[value eq \"workspace-access\"]", null));
    assertThat(directory.get(Kind.USER, id).profile().entitlements()).isEmpty();

    for (AccountPatch bad :
        List.of(
            patch(Verb.REPLACE, "userName", "other@example.com"),
            patch(Verb.REPLACE, "active", "maybe"),
            patch(Verb.ADD, "entitlements", List.of(Map.of("value", "be-king"))),
            patch(Verb.ADD, "members", List.of()),
            patch(Verb.ADD, "shoeSize", "42"),
            patch(Verb.ADD, "[", "x"),
            patch(Verb.REMOVE, null, null))) {
      refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> directory.patch(Kind.USER, id, bad));
    }
  }

  @Test
  void a_patch_that_fails_halfway_changes_nothing() {
    String id = user("ann@example.com").principal().id();

    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () ->
            directory.patch(
                Kind.USER,
                id,
                new AccountPatch(
                    List.of(
                        new Operation(Verb.REPLACE, "displayName", "Ann"),
                        new Operation(Verb.ADD, "shoeSize", "42")))));

    assertThat(directory.get(Kind.USER, id).profile().displayName()).isNull();
  }

  @Test
  void a_group_is_renamed_and_keeps_its_members_but_admins_and_users_keep_their_names() {
    String ann = user("ann@example.com").principal().id();
    String id = group("team", ann).principal().id();

    directory.patch(Kind.GROUP, id, patch(Verb.REPLACE, "displayName", "crew"));

    assertThat(identity.groupsOf("ann@example.com")).extracting(Principal::name).contains("crew");
    for (String builtIn : List.of("admins", "users")) {
      String fixed =
          directory
              .list(Kind.GROUP, AccountQuery.where("displayName eq \"" + builtIn + "\""))
              .accounts()
              .get(0)
              .principal()
              .id();
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          () -> directory.patch(Kind.GROUP, fixed, patch(Verb.REPLACE, "displayName", "others")));
      refused(ErrorCode.INVALID_PARAMETER_VALUE, () -> directory.delete(Kind.GROUP, fixed));
    }
  }

  @Test
  void groups_in_groups_give_indirect_memberships_and_no_cycle() {
    String ann = user("ann@example.com").principal().id();
    String inner = group("inner", ann).principal().id();
    String outer = group("outer", inner).principal().id();

    assertThat(directory.get(Kind.USER, ann).groups())
        .extracting(m -> m.group().name(), Account.Membership::direct)
        .containsExactly(
            Tuple.tuple("inner", true), Tuple.tuple("outer", false), Tuple.tuple("users", true));
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () ->
            directory.patch(
                Kind.GROUP, inner, patch(Verb.ADD, "members", List.of(Map.of("value", outer)))));
  }

  @Test
  void somebody_can_always_administer() {
    Account ann = user("ann@example.com");
    identity.addMember(Identity.ADMINS, "ann@example.com");
    Mudbrick asAnn = platform.as("ann@example.com");
    Directory annsView = asAnn.module(Identity.class).directory();
    String annId = ann.principal().id();
    AccountPatch off = patch(Verb.REPLACE, "active", false);

    refused(ErrorCode.FAILED_PRECONDITION, () -> annsView.delete(Kind.USER, annId));
    refused(ErrorCode.FAILED_PRECONDITION, () -> annsView.patch(Kind.USER, annId, off));

    String admin = identity.me().id();
    annsView.patch(Kind.USER, admin, off);
    refused(
        ErrorCode.FAILED_PRECONDITION,
        () -> asAnn.module(Identity.class).removeMember(Identity.ADMINS, "ann@example.com"));
    String admins = identity.groupsOf("admin").get(0).id();
    refused(
        ErrorCode.FAILED_PRECONDITION,
        () -> annsView.patch(Kind.GROUP, admins, patch(Verb.REMOVE, "members", null)));
    assertThat(annsView.get(Kind.GROUP, admins).members()).hasSize(2);
  }

  @Test
  void others_than_admins_see_themselves_and_change_nobody() {
    Account ann = user("ann@example.com");
    Account bob = user("bob@example.com");
    Directory annsView = platform.as("ann@example.com").module(Identity.class).directory();

    assertThat(annsView.self()).isEqualTo(ann);
    assertThat(annsView.get(Kind.USER, ann.principal().id())).isEqualTo(ann);
    refused(ErrorCode.PERMISSION_DENIED, () -> annsView.get(Kind.USER, bob.principal().id()));
    refused(ErrorCode.PERMISSION_DENIED, () -> annsView.get(Kind.USER, "1"));
    refused(ErrorCode.PERMISSION_DENIED, () -> annsView.list(Kind.USER, AccountQuery.where(null)));
    NewAccount eve = new NewAccount("eve@example.com", Profile.builder().build(), List.of());
    refused(ErrorCode.PERMISSION_DENIED, () -> annsView.create(Kind.USER, eve));
    refused(
        ErrorCode.PERMISSION_DENIED, () -> annsView.replace(Kind.USER, ann.principal().id(), eve));
    refused(
        ErrorCode.PERMISSION_DENIED,
        () ->
            annsView.patch(
                Kind.USER, ann.principal().id(), patch(Verb.REPLACE, "displayName", "A")));
    refused(ErrorCode.PERMISSION_DENIED, () -> annsView.delete(Kind.USER, bob.principal().id()));
  }

  @Test
  void ten_thousand_users_are_paged_and_found_by_name() throws Exception {
    // Many at a time: those that wait together are written together.
    ExecutorService many = Executors.newFixedThreadPool(100);
    List<Future<String>> made = new ArrayList<>();
    for (int i = 10_000; i < 20_000; i++) {
      String name = "u" + i + "@example.com";
      made.add(many.submit(() -> user(name).principal().id()));
    }
    List<String> ids = new ArrayList<>();
    for (Future<String> one : made) {
      ids.add(one.get());
    }
    many.shutdown();
    String team = group("team", ids.toArray(String[]::new)).principal().id();

    AccountPage page =
        directory.list(Kind.USER, new AccountQuery("userName sw \"u1\"", 9_951, 100, false));

    assertThat(page.total()).isEqualTo(10_000);
    assertThat(page.accounts()).hasSize(50);
    assertThat(page.accounts().get(0).principal().name()).isEqualTo("u19950@example.com");
    assertThat(found(Kind.USER, "userName eq \"U12345@example.com\""))
        .containsExactly("u12345@example.com");
    assertThat(directory.get(Kind.GROUP, team).members()).hasSize(10_000);
  }
}
