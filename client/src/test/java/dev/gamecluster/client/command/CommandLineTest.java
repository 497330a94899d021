package dev.gamecluster.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.FakeRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class CommandLineTest {
    private static final String CLUSTER = """
            {"namespace":"local","name":"demo","epoch":4,"master":"demo-0","node_count":2,"users":305,"clients":312,"phase":"steady","protection":"enforced",
            "last_failover":{"from":"demo-1","to":"demo-0","epoch":4,"duration_ms":187.2,"lost_ms":4,"reason":"ConnectionLost",
            "planned":false,"age_ms":35200},"nodes":[
            {"name":"demo-0","role":"master","state":"live","epoch":4,"seq":12345,"tick":99,"lag_ms":0,"clients":0,"users":305,
             "load":0.034,"endpoint":"tcp://127.0.0.1:5555","last_heartbeat_ms":31},
            {"name":"demo-1","role":"slave","state":"suspect","epoch":4,"seq":12340,"tick":99,"lag_ms":3,"clients":312,"users":305,
             "load":0.5,"endpoint":"tcp://127.0.0.1:5565","last_heartbeat_ms":412}]}
            """;

    private final FakeRegistry registry = new FakeRegistry();
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldShowClusterAndNodesAsTable() {
        registry.answer("", 200, CLUSTER);
        assertThat(run("status")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "cluster local/demo: master demo-0, epoch 4, 2 nodes, 312 clients, 305 users",
                        "phase steady, bound on lost world time: enforced",
                        "last change of master: failover demo-1 -> demo-0, 187 ms, 4 ms of world time lost, 35 s ago (ConnectionLost)",
                        "",
                        "NODE    ROLE    STATE    EPOCH    SEQ  TICK   LAG  CLIENTS  LOAD       HEARD  ENDPOINT",
                        "demo-0  master  live         4  12345    99     -        0   3 %   31 ms ago  tcp://127.0.0.1:5555",
                        "demo-1  slave   suspect      4  12340    99  3 ms      312  50 %  412 ms ago  tcp://127.0.0.1:5565");
    }

    @Test
    void shouldShowPublishedEndpointsWhereThereAreAny() {
        registry.answer("", 200, CLUSTER.replaceFirst("5565\"", "5565\",\"published_endpoint\":\"tcp://h:30001\""));
        assertThat(run("status")).isZero();
        assertThat(out.toString().lines().skip(4))
                .containsExactly(
                        "NODE    ROLE    STATE    EPOCH    SEQ  TICK   LAG  CLIENTS  LOAD       HEARD  ENDPOINT              PUBLISHED",
                        "demo-0  master  live         4  12345    99     -        0   3 %   31 ms ago  tcp://127.0.0.1:5555",
                        "demo-1  slave   suspect      4  12340    99  3 ms      312  50 %  412 ms ago  tcp://127.0.0.1:5565  tcp://h:30001");
    }

    @Test
    void shouldPrintRegistrysJsonWhenAsked() throws Exception {
        registry.answer("", 200, CLUSTER);
        assertThat(run("status", "--json")).isZero();
        assertThat(RegistryApi.JSON.readTree(out.toString())).isEqualTo(RegistryApi.JSON.readTree(CLUSTER));
        out.getBuffer().setLength(0);
        assertThat(run("nodes", "--json")).isZero();
        assertThat(RegistryApi.JSON.readTree(out.toString())).hasSize(2);
    }

    @Test
    void shouldAskForSwitchoverAndTellTheGap() {
        registry.answer("/switchover", 200, "{\"from\":\"demo-0\",\"to\":\"demo-1\",\"epoch\":5,\"gap_ms\":7.5}");
        assertThat(run("switchover", "--to", "demo-1")).isZero();
        assertThat(out.toString()).contains("master is now demo-1 (was demo-0), epoch 5, gap 7.5 ms");
        assertThat(registry.requests())
                .containsExactly("POST /api/v1/clusters/local/demo/switchover {\"to\":\"demo-1\"}");
    }

    @Test
    void shouldDrainNode() {
        registry.answer("/nodes/demo-1/drain", 202, "{}");
        assertThat(run("drain", "demo-1")).isZero();
        assertThat(registry.requests()).containsExactly("POST /api/v1/clusters/local/demo/nodes/demo-1/drain {}");
    }

    @Test
    void shouldSayWhatTheRegistrySaysWhenItRefuses() {
        registry.answer(
                "/switchover",
                409,
                "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"demo-7 is no node of this cluster\"}");
        assertThat(run("switchover", "--to", "demo-7")).isEqualTo(1);
        assertThat(errors.toString().lines()).singleElement().asString().contains("HTTP 409: demo-7 is no node");
    }

    @Test
    void shouldNameRegistryAndWhatToDoWhenItIsNotReachable() {
        assertThat(execute("status", "--registry", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .contains("http://127.0.0.1:1 is not reachable")
                .contains("gamecluster local up")
                .contains("--registry URL");
    }

    @Test
    void shouldTryNextRegistryWhenFirstIsNotReachable() {
        registry.answer("", 200, CLUSTER);
        assertThat(execute("nodes", "--registry", "http://127.0.0.1:1," + registry.address()))
                .isZero();
        assertThat(out.toString()).contains("demo-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                   | which command?",
                "statsu                             | status",
                "status --cluster demo              | cluster 'demo' is not allowed: expected NAMESPACE/NAME",
                "status --registry localhost        | registry address 'localhost' is not allowed: expected http://HOST:PORT",
                "drain                              | NODE",
                "client --user -5                   | --user '-5' is not allowed: expected an integer of 0..18446744073709551615",
                "client --endpoint 127.0.0.1:5555   | expected tcp://HOST:PORT",
                "client --reach near                | --reach 'near' is not allowed: expected inside or outside",
                "bots --reach near                  | --reach 'near' is not allowed: expected inside or outside",
                "bots --count 0                     | --count 0 is not allowed: expected 1..1000",
                "bots --rate 0                      | --rate 0.0 is not allowed: expected 0.01..10000.0",
                "bots --for 0                       | --for 0 is not allowed: expected 1..604800",
                "bots --first-user -1               | --first-user -1 is not allowed: expected 0..",
                "bots --cluster demo                | cluster 'demo' is not allowed: expected NAMESPACE/NAME",
                "local                              | which command?",
                "local up --slaves 17               | --slaves 17 is not allowed: expected 0..16",
                "local up --bots 1001               | --bots 1001 is not allowed: expected 0..1000",
                "local up --http-port 0             | --http-port 0 is not allowed: expected 1..65535",
                "local up --port-base 65530         | --port-base 65530 is not allowed: expected 1..65505",
                "local up --start-area 1,2,3        | expected X1,Y1,X2,Y2 in metres",
                "local up --start-area 5,0,-5,0     | with X1 <= X2",
                "local up --for 0                   | --for 0 is not allowed",
            })
    void shouldExplainWrongUsage(String line, String expected) {
        String[] arguments = line == null ? new String[0] : line.split("\\s+");
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(errors.toString()).contains(expected).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local",
                "local up",
                "client",
                "bots",
                "status",
                "nodes",
                "switchover",
                "drain",
                "registry",
                "server"
            })
    void shouldHelpWithEveryCommand(String command) {
        String[] arguments = (command + " --help").strip().split(" ");
        assertThat(execute(arguments)).isZero();
        assertThat(out.toString()).startsWith("Usage: gamecluster");
    }

    @Test
    void shouldTellVersion() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("gamecluster ");
    }

    private int run(String command, String... rest) {
        String[] arguments = new String[rest.length + 3];
        arguments[0] = command;
        arguments[1] = "--registry";
        arguments[2] = registry.address().toString();
        System.arraycopy(rest, 0, arguments, 3, rest.length);
        return execute(arguments);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = GameClusterCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }
}
