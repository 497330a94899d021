package dev.gamecluster.gameserver.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.protocol.node.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeOptionsTest {

    @Test
    void shouldHaveTheDocumentedDefaults() {
        NodeOptions options = NodeOptions.of(TestConfiguration.of(), 7);

        assertThat(options.identity().cluster()).isEqualTo("local/demo");
        assertThat(options.identity().name()).isEqualTo("demo-0");
        assertThat(options.identity().nodeId()).isEqualTo(7);
        assertThat(options.identity().endpoints())
                .isEqualTo(new Endpoints("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5556", "tcp://127.0.0.1:5557"));
        assertThat(options.ports().clientBind()).isEqualTo("tcp://0.0.0.0:5555");
        assertThat(options.ports().internalBind()).isEqualTo("tcp://0.0.0.0:5556");
        assertThat(options.ports().feedBind()).isEqualTo("tcp://0.0.0.0:5557");
        assertThat(options.ports().registry()).as("standalone").isNull();
        assertThat(options.settings().heartbeatMillis()).isEqualTo(100);
        assertThat(options.settings().maximumLossMillis()).isEqualTo(30);
        assertThat(options.settings().capacity()).isEqualTo(5_000);
        assertThat(options.settings().startMinX()).isEqualTo(-1_000_000);
        assertThat(options.settings().startMaxY()).isEqualTo(1_000_000);
        assertThat(options.ticketSecret()).isEmpty();
    }

    @Test
    void shouldBindClientsAndNodesToDifferentInterfaces() {
        NodeOptions options = NodeOptions.of(
                TestConfiguration.of(
                        "gamecluster.node.client-bind", "10.0.0.1",
                        "gamecluster.node.internal-bind", "::1",
                        "gamecluster.node.advertised-host", "demo-0.demo",
                        "gamecluster.node.registry", "tcp://operator:5550"),
                7);

        assertThat(options.ports().clientBind()).isEqualTo("tcp://10.0.0.1:5555");
        assertThat(options.ports().internalBind()).isEqualTo("tcp://[::1]:5556");
        assertThat(options.ports().registry()).isEqualTo("tcp://operator:5550");
        assertThat(options.identity().endpoints().client()).isEqualTo("tcp://demo-0.demo:5555");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gamecluster.cluster             | demo              | namespace/name in lower case letters",
                "gamecluster.cluster             | a/b/c             | namespace/name in lower case letters",
                "gamecluster.cluster             | Local/demo        | namespace/name in lower case letters",
                "gamecluster.node.name           | Über              | lower case letters, digits, '-' and '.'",
                "gamecluster.node.name           | -a                | lower case letters, digits, '-' and '.'",
                "gamecluster.node.registry       | operator:5550     | tcp://host:port",
                "gamecluster.node.registry       | http://operator:1 | tcp://host:port",
                "gamecluster.node.registry       | tcp://operator    | tcp://host:port",
                "gamecluster.node.registry       | tcp://operator:0  | tcp://host:port",
                "gamecluster.node.registry       | tcp://o:70000     | tcp://host:port",
                "gamecluster.node.client-bind    | not a host        | a host name or address",
                "gamecluster.node.internal-bind  | tcp://1.2.3.4     | a host name or address",
                "gamecluster.node.advertised-host| a b               | a host name or address",
                "gamecluster.node.client-port    | 0                 | an integer from 1 to 65535",
                "gamecluster.node.client-port    | 65536             | an integer from 1 to 65535",
                "gamecluster.node.client-port    | 5555.0            | an integer from 1 to 65535",
                "gamecluster.node.internal-port  | port              | an integer from 1 to 65535",
                "gamecluster.node.feed-port      | -1                | an integer from 1 to 65535",
                "gamecluster.node.http-port      | 99999999999       | an integer from 1 to 65535",
                "gamecluster.node.internal-port  | 5555              | a port other than gamecluster.node.client-port",
                "gamecluster.node.http-port      | 5557              | a port other than gamecluster.node.feed-port",
                "gamecluster.node.capacity       | 0                 | an integer from 1 to 20000",
                "gamecluster.node.drain-millis   | 600001            | an integer from 0 to 600000",
                "gamecluster.failover.heartbeat-millis    | 9        | an integer from 10 to 10000",
                "gamecluster.failover.maximum-loss-millis | 19       | an integer from 20 to 60000",
                "gamecluster.world.start-area    | 1,2,3             | x1,y1,x2,y2 in metres",
            })
    void shouldNameKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> NodeOptions.of(TestConfiguration.of(key, value), 7))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(key + " is '" + value + "', allowed is " + allowed);
    }

    @Test
    void shouldNotShowASecretThatIsTooShort() {
        assertThatThrownBy(() -> NodeOptions.of(TestConfiguration.of("gamecluster.node.ticket-secret", "hunter2"), 7))
                .hasMessage("gamecluster.node.ticket-secret is 'a text of 7 characters', allowed is at least 16"
                        + " characters, or nothing");
    }
}
