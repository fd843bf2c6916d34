package io.mudbrick.registry.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver behind TLS, whose certificate it signed itself for hooks.test. */
class PostsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final AtomicInteger HEARD = new AtomicInteger();

  private static HttpsServer server;
  private static SSLContext own;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hooks",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hooks.test",
                "-ext",
                "san=dns:hooks.test",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory mine = KeyManagerFactory.getInstance("PKIX");
    mine.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("hooks", keys.getCertificate("hooks"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    own = SSLContext.getInstance("TLS");
    own.init(mine.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(own));
    server.createContext(
        "/",
        exchange -> {
          HEARD.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void close() {
    server.stop(0);
  }

  private static int post(String host, SSLSocketFactory trusting) throws Exception {
    try (Posts posts = new Posts(Duration.ofSeconds(10), () -> trusting)) {
      URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/x");
      return posts
          .post(uri, InetAddress.getByName("127.0.0.1"), Map.of(), "{}".getBytes())
          .status();
    }
  }

  @Test
  void a_certificate_that_is_trusted_and_of_the_host_is_accepted() throws Exception {
    int before = HEARD.get();
    assertThat(post("hooks.test", own.getSocketFactory())).isEqualTo(204);
    assertThat(HEARD.get()).isEqualTo(before + 1);
  }

  @Test
  void one_that_nobody_vouches_for_is_told_nothing() {
    int before = HEARD.get();
    SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();
    assertThatThrownBy(() -> post("hooks.test", usual)).isInstanceOf(SSLException.class);
    assertThat(HEARD.get()).isEqualTo(before);
  }

  @Test
  void one_of_another_host_is_told_nothing() {
    int before = HEARD.get();
    assertThatThrownBy(() -> post("other.test", own.getSocketFactory()))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("other.test");
    assertThat(HEARD.get()).isEqualTo(before);
  }
}
