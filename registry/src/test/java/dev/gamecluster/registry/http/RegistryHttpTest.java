package dev.gamecluster.registry.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.gamecluster.registry.server.RegistryServer;
import dev.gamecluster.registry.server.SocketNode;
import dev.gamecluster.registry.server.Until;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RegistryHttpTest {
    private static final String DEMO = "/api/v1/clusters/local/demo";

    @Inject
    RegistryServer registry;

    @TestHTTPResource(DEMO + "/events")
    URI events;

    private final List<SocketNode> nodes = new ArrayList<>();

    @BeforeEach
    void startNodes() {
        for (String name : List.of("demo-0", "demo-1", "demo-2")) {
            nodes.add(new SocketNode(name, registry.controlPort()));
        }
        awaitSteady(3);
    }

    @AfterEach
    void stopNodes() {
        nodes.forEach(SocketNode::close);
        Until.isTrue(
                "all are lost", () -> get(DEMO).extract().path("node_count").equals(0));
    }

    private void awaitSteady(int count) {
        Until.isTrue("a steady cluster of " + count, () -> {
            ValidatableResponse answer = get(DEMO);
            List<Map<String, Object>> live =
                    answer.extract().path("nodes.findAll { it.state == 'live' && it.admitted }");
            return live.size() == count && answer.extract().path("phase").equals("steady");
        });
    }

    private static ValidatableResponse get(String path) {
        return given().get(path).then();
    }

    private static String master() {
        return get(DEMO + "/master").statusCode(200).extract().path("node");
    }

    private String slave() {
        String master = master();
        return nodes.stream()
                .map(SocketNode::name)
                .filter(name -> !name.equals(master))
                .findFirst()
                .orElseThrow();
    }

    private SocketNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertProblem(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("title.length()", greaterThan(2))
                .body("detail.length()", greaterThan(2));
    }

    @Test
    void shouldListClustersWithoutTheirNodes() {
        get("/api/v1/clusters")
                .statusCode(200)
                .contentType("application/json")
                .body("$", hasSize(1))
                .body("[0].namespace", equalTo("local"))
                .body("[0].name", equalTo("demo"))
                .body("[0].epoch", greaterThan(0))
                .body("[0].master", equalTo(master()))
                .body("[0].node_count", equalTo(3))
                .body("[0].users", equalTo(7))
                .body("[0].clients", equalTo(0))
                .body("[0].containsKey('nodes')", equalTo(false));
    }

    @Test
    void shouldShowClusterWithItsNodes() {
        get(DEMO)
                .statusCode(200)
                .body("master", equalTo(master()))
                .body("protection", equalTo("enforced"))
                .body("nodes.findAll { it.role == 'master' }", hasSize(1))
                .body("nodes.findAll { it.role == 'slave' && it.state == 'live' }", hasSize(2))
                .body(
                        "nodes[-1].keySet()",
                        hasItems(
                                "name",
                                "role",
                                "state",
                                "epoch",
                                "seq",
                                "tick",
                                "lag_ms",
                                "clients",
                                "users",
                                "load",
                                "endpoint",
                                "last_heartbeat_ms"))
                .body("nodes.find { it.name == 'demo-1' && it.state == 'live' }.endpoint", equalTo("tcp://demo-1:5555"))
                .body("nodes.find { it.name == 'demo-1' && it.state == 'live' }.lag_ms", equalTo(2));
    }

    @Test
    void shouldSendClientsToSlaves() {
        String master = master();
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            chosen.add(get(DEMO + "/endpoint").statusCode(200).extract().path("node"));
        }
        assertThat(chosen).doesNotContain(master);
        String node = chosen.getFirst();
        get(DEMO + "/endpoint")
                .body("endpoint", anyOf(equalTo("tcp://" + node + ":5555"), containsString("tcp://demo-")));
    }

    @Test
    void shouldNameTheMaster() {
        get(DEMO + "/master")
                .statusCode(200)
                .body("endpoint", equalTo("tcp://" + master() + ":5555"))
                .body("epoch", greaterThan(0));
    }

    @Test
    void shouldSwitchOverToTheAskedNode() {
        String from = master();
        String to = slave();
        given().contentType("application/json")
                .body(Map.of("to", to))
                .post(DEMO + "/switchover")
                .then()
                .statusCode(200)
                .body("from", equalTo(from))
                .body("to", equalTo(to))
                .body("epoch", greaterThan(1))
                .body("gap_ms", greaterThanOrEqualTo(0f));
        assertThat(master()).isEqualTo(to);
    }

    @Test
    void shouldSwitchOverToAnybodyWhenAskedWithoutBody() {
        String from = master();
        given().post(DEMO + "/switchover").then().statusCode(200).body("from", equalTo(from));
        assertThat(master()).isNotEqualTo(from);
    }

    @Test
    void shouldSayWhyItDoesNotSwitchOver() {
        assertProblem(switchover("{\"to\":\"nobody\"}"), 404, "UNKNOWN_TARGET");
        assertProblem(switchover("{\"to\":\"" + master() + "\"}"), 409, "TARGET_IS_MASTER");
    }

    private static ValidatableResponse switchover(String body) {
        return given().contentType("application/json")
                .body(body)
                .post(DEMO + "/switchover")
                .then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"to\":{}}", "nonsense", "{\"to\":\"demo-1\"", "\"\u0000\""})
    void shouldRefuseBodiesItCannotRead(String body) {
        assertProblem(switchover(body), 400, "BAD_REQUEST");
    }

    @Test
    void shouldRefuseBodiesThatAreTooLarge() {
        assertProblem(switchover(" ".repeat(200_000)), 413, "REQUEST_ENTITY_TOO_LARGE");
    }

    @Test
    void shouldDrainASlave() {
        String slave = slave();
        node(slave).clients(1);
        given().post(DEMO + "/nodes/" + slave + "/drain")
                .then()
                .statusCode(200)
                .body("node", equalTo(slave))
                .body("state", equalTo("draining"));
        Until.isTrue("it knows", () -> node(slave).isDraining());
        get(DEMO).body("nodes.find { it.name == '" + slave + "' }.state", equalTo("draining"));
        assertProblem(given().post(DEMO + "/nodes/nobody/drain").then(), 404, "UNKNOWN_NODE");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/clusters/local/other,404,UNKNOWN_CLUSTER",
        "GET,/api/v1/clusters/local/Other_,404,UNKNOWN_CLUSTER",
        "GET,/api/v1/clusters/local/other/endpoint,404,UNKNOWN_CLUSTER",
        "GET,/api/v1/clusters/local/other/master,404,UNKNOWN_CLUSTER",
        "GET,/api/v1/clusters/local/other/events,404,UNKNOWN_CLUSTER",
        "POST,/api/v1/clusters/local/other/switchover,404,UNKNOWN_CLUSTER",
        "POST,/api/v1/clusters/local/other/nodes/a/drain,404,UNKNOWN_CLUSTER",
        "GET,/api/v1/clusters/local,404,NOT_FOUND",
        "GET,/api/v1/clusters/local/demo/nothing,404,NOT_FOUND",
        "GET,/api/v2,404,NOT_FOUND",
        "GET,/api/,404,NOT_FOUND",
        "DELETE,/api/v1/clusters,405,METHOD_NOT_ALLOWED",
        "PUT,/api/v1/clusters/local/demo/switchover,405,METHOD_NOT_ALLOWED",
        "GET,/api/v1/clusters/local/demo/switchover,405,METHOD_NOT_ALLOWED",
        "POST,/api/v1/clusters/local/demo/events,405,METHOD_NOT_ALLOWED",
    })
    void shouldAnswerErrorsAsProblems(String method, String path, int status, String code) {
        assertProblem(given().request(method, path).then(), status, code);
    }

    @Test
    void shouldAnswerUnacceptableMediaTypeAsProblem() {
        assertProblem(given().accept("image/png").get("/api/v1/clusters").then(), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void shouldStreamEventsAndReplayThem() throws IOException, InterruptedException {
        String to = slave();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream = client.send(
                    HttpRequest.newBuilder(events).header("Last-Event-ID", "0").build(),
                    HttpResponse.BodyHandlers.ofLines());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            Iterator<String> lines = stream.body().iterator();
            assertThat(dataAfter(lines, "event:joined")).contains("\"event\":\"joined\"", "\"node\":\"demo-");
            given().body(Map.of("to", to)).contentType("application/json").post(DEMO + "/switchover");
            String promoted = dataAfter(lines, "event:promoted");
            while (!promoted.contains("\"planned\":true") || !promoted.contains("\"to\":\"" + to + "\"")) {
                promoted = dataAfter(lines, "event:promoted");
            }
            assertThat(promoted).contains("\"event\":\"promoted\"", "\"lost_ms\":0", "\"reason\":\"Switchover\"");
            client.shutdownNow();
        }
    }

    private static String dataAfter(Iterator<String> lines, String event) {
        while (lines.hasNext()) {
            if (lines.next().equals(event)) {
                String data = lines.next();
                assertThat(data).startsWith("data:{");
                return data;
            }
        }
        throw new AssertionError("the stream ended before " + event);
    }

    @Test
    void shouldFailOverWhenTheMasterIsKilled() {
        String master = master();
        node(master).close();
        Until.isTrue("another master", () -> {
            String now = get(DEMO).extract().path("master");
            return now != null && !now.equals(master);
        });
        get(DEMO)
                .body("nodes.find { it.name == '" + master + "' }.state", equalTo("lost"))
                .body("last_failover.from", equalTo(master))
                .body("last_failover.reason", equalTo("ConnectionLost"));
        get("/q/metrics").body(containsString("gamecluster_registry_failovers_total{cluster=\"local/demo\"}"));
    }

    @Test
    void shouldDescribeItself() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("GameCluster registry"))
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/api/v1/clusters",
                                "/api/v1/clusters/{namespace}/{name}",
                                "/api/v1/clusters/{namespace}/{name}/endpoint",
                                "/api/v1/clusters/{namespace}/{name}/master",
                                "/api/v1/clusters/{namespace}/{name}/switchover",
                                "/api/v1/clusters/{namespace}/{name}/events",
                                "/api/v1/clusters/{namespace}/{name}/nodes/{node}/drain"))
                .body("components.schemas.Node.properties.keySet()", hasItems("lag_ms", "last_heartbeat_ms"))
                .body("components.schemas.Problem.properties.keySet()", hasItems("code", "detail"));
    }

    @Test
    void shouldBeWell() {
        get("/q/health").statusCode(200).body("status", equalTo("UP"));
        get("/q/metrics")
                .statusCode(200)
                .body(containsString("gamecluster_registry_nodes{cluster=\"local/demo\",state=\"live\"} "))
                .body(containsString("gamecluster_registry_epoch{cluster=\"local/demo\"} "))
                .body(containsString("gamecluster_registry_malformed_total "));
    }
}
