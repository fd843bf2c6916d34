package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.AccessList;
import io.mudbrick.platform.identity.AccessList.Change;
import io.mudbrick.platform.identity.AccessList.Entry;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may do what with an object. */
public final class PermissionRoutes {
  private PermissionRoutes() {}

  record Line(
      @Nullable String userName,
      @Nullable String groupName,
      @Nullable String servicePrincipalName,
      String permissionLevel) {}

  record Lines(List<Line> accessControlList) {}

  /** Mounts the Permissions API for every type of object. */
  public static void mount(Routes routes) {
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .under("/api/2.0/permissions/{type}/{id}")
        .get(
            "",
            Policy.AUTHENTICATED,
            call -> json(permissions(call).get(call.variable("type"), call.variable("id"))))
        .patch(
            "",
            Policy.AUTHENTICATED,
            call ->
                json(
                    permissions(call)
                        .update(call.variable("type"), call.variable("id"), changes(call))))
        .put(
            "",
            Policy.AUTHENTICATED,
            call ->
                json(
                    permissions(call)
                        .set(call.variable("type"), call.variable("id"), changes(call))))
        .get("/permissionLevels", Policy.AUTHENTICATED, PermissionRoutes::levels);
  }

  private static Permissions permissions(HttpCall call) {
    return call.service(Permissions.class);
  }

  private static HttpReply levels(HttpCall call) {
    List<Map<String, String>> levels =
        permissions(call).levels(call.variable("type"), call.variable("id")).stream()
            .map(
                level ->
                    Map.of("permission_level", level.name(), "description", level.description()))
            .toList();
    return HttpReply.json(Map.of("permission_levels", levels));
  }

  private static List<Change> changes(HttpCall call) {
    return call.request(Lines.class).accessControlList().stream()
        .map(PermissionRoutes::change)
        .toList();
  }

  private static Change change(Line line) {
    List<Change> named = new ArrayList<>();
    PermissionLevel level = level(line.permissionLevel());
    if (line.userName() != null) {
      named.add(new Change(Principal.Kind.USER, line.userName(), level));
    }
    if (line.groupName() != null) {
      named.add(new Change(Principal.Kind.GROUP, line.groupName(), level));
    }
    if (line.servicePrincipalName() != null) {
      named.add(new Change(Principal.Kind.SERVICE_PRINCIPAL, line.servicePrincipalName(), level));
    }
    if (named.size() != 1) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "Each entry names one of user_name, group_name and service_principal_name");
    }
    return named.get(0);
  }

  private static PermissionLevel level(String name) {
    return Stream.of(PermissionLevel.values())
        .filter(level -> level.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INVALID_PARAMETER_VALUE, "'" + name + "' is not a permission level"));
  }

  private static HttpReply json(AccessList list) {
    Map<String, List<Map<String, Object>>> levels = new LinkedHashMap<>();
    Map<String, Map<String, Object>> lines = new LinkedHashMap<>();
    for (Entry entry : list.entries()) {
      String id = entry.principal().id();
      lines.computeIfAbsent(id, i -> line(entry.principal()));
      levels.computeIfAbsent(id, i -> new ArrayList<>()).add(permission(list, entry));
    }
    lines.forEach((id, line) -> line.put("all_permissions", levels.get(id)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("object_id", "/" + list.type() + "/" + list.id());
    json.put("object_type", list.label());
    json.put("access_control_list", List.copyOf(lines.values()));
    return HttpReply.json(json);
  }

  private static Map<String, Object> line(Principal principal) {
    Map<String, Object> line = new LinkedHashMap<>();
    switch (principal.kind()) {
      case USER -> line.put("user_name", principal.name());
      case GROUP -> line.put("group_name", principal.name());
      case SERVICE_PRINCIPAL -> line.put("service_principal_name", principal.name());
    }
    line.put("display_name", principal.name());
    return line;
  }

  private static Map<String, Object> permission(AccessList list, Entry entry) {
    Map<String, Object> permission = new LinkedHashMap<>();
    permission.put("permission_level", entry.level().name());
    permission.put("inherited", entry.inherited());
    if (entry.inherited()) {
      permission.put("inherited_from_object", List.of("/" + list.type() + "/"));
    }
    return permission;
  }
}
