package dev.lockgate.clients.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          example.test            | https://example.test/x        | true
          example.test            | https://api.example.test/     | true
          .example.test           | https://api.example.test/     | true
          *.example.test          | https://api.example.test/     | true
          EXAMPLE.test            | https://Api.Example.Test/     | true
          example.test            | https://notexample.test/      | false
          example.test            | https://example.test.evil/    | false
          a.test, b.test          | https://b.test/               | true
          a.test b.test           | https://b.test/               | true
          *                       | https://anything.test/        | true
          example.test:8443       | https://example.test:8443/    | true
          example.test:443        | https://example.test/         | true
          example.test:8443       | https://example.test/         | false
          10.1.2.3                | http://10.1.2.3:8080/         | true
          2.3                     | http://10.1.2.3/              | false
          fd00::1                 | http://[fd00::1]:8080/        | true
          [fd00::1]:8080          | http://[fd00::1]:8080/        | true
          nothing.test            | http://localhost:1234/        | true
          nothing.test            | http://127.0.0.1:1234/        | true
          nothing.test            | http://[::1]/                 | true
          """,
      delimiter = '|')
  void hosts_are_reached_without_a_proxy_as_everyone_reads_the_variable(
      String variable, URI address, boolean direct) {
    assertThat(NoProxy.parse(variable).covers(address)).isEqualTo(direct);
  }

  @Test
  void an_empty_variable_names_nothing() {
    assertThat(NoProxy.parse(" ,").covers(URI.create("https://example.test"))).isFalse();
  }
}
