package io.mudbrick.registry.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private static Targets resolving(String address, String... allowed) {
    return new Targets(
        List.of(allowed), host -> new InetAddress[] {InetAddress.getByName(address)});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:1::1",
        "2001:db8::1"
      })
  void a_name_that_resolves_to_a_private_address_is_not_called(String address) {
    Targets targets = resolving(address, "hooks.example.com");
    URI uri = targets.check("https://hooks.example.com/x");
    assertThatThrownBy(() -> targets.address(uri))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("not a public address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2606:4700::1111", "2001:4860:4860::8888"})
  void a_public_address_is_called(String address) throws Exception {
    Targets targets = resolving(address, "hooks.example.com");
    assertThat(targets.address(targets.check("https://HOOKS.example.com")))
        .isEqualTo(InetAddress.getByName(address));
  }

  @Test
  void a_private_address_is_called_when_it_is_named_with_its_port() throws Exception {
    assertThat(call(resolving("10.0.0.7", "10.0.0.7:8080"), "http://10.0.0.7:8080/"))
        .isEqualTo("10.0.0.7");
    assertThat(call(resolving("10.0.0.7", "ci:80", "10.0.0.7:80"), "http://ci/"))
        .isEqualTo("10.0.0.7");
    assertThat(call(resolving("127.0.0.1", "localhost:80"), "http://localhost/"))
        .isEqualTo("127.0.0.1");
    assertThat(call(resolving("::1", "[::1]:80"), "http://[::1]/")).isEqualTo("0:0:0:0:0:0:0:1");
    assertThatThrownBy(() -> call(resolving("10.0.0.7", "ci:80", "10.0.0.7:81"), "http://ci/"))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> call(resolving("10.0.0.1", "localhost:80"), "http://localhost/"))
        .isInstanceOf(PlatformException.class);
  }

  private static String call(Targets targets, String url) throws Exception {
    return targets.address(targets.check(url)).getHostAddress();
  }

  @Test
  void one_private_address_among_several_is_enough_to_refuse() throws UnknownHostException {
    InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("127.0.0.1")};
    Targets targets = new Targets(List.of("hooks.example.com"), host -> both);
    URI uri = targets.check("https://hooks.example.com/");
    assertThatThrownBy(() -> targets.address(uri)).isInstanceOf(PlatformException.class);
  }

  @Test
  void a_setting_that_is_no_target_is_refused() {
    assertThatThrownBy(() -> resolving("8.8.8.8", "https://hooks.example.com/"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("HOST:PORT");
  }
}
