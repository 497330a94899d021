package dev.gamecluster.registry.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.server.RegistryServer;
import dev.gamecluster.registry.server.SocketNode;
import dev.gamecluster.registry.server.Until;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PublishedEndpointsHttpTest {
    private static final ClusterName CLUSTER = new ClusterName("local", "demo");
    private static final String DEMO = "/api/v1/clusters/local/demo";

    @Inject
    RegistryServer registry;

    private List<SocketNode> nodes;

    @BeforeEach
    void startNodes() {
        nodes = List.of(
                new SocketNode("outer-0", registry.controlPort()), new SocketNode("outer-1", registry.controlPort()));
        Until.isTrue(
                "two live nodes",
                () -> live() == 2 && get("").extract().path("phase").equals("steady"));
    }

    @AfterEach
    void stopNodes() {
        nodes.forEach(SocketNode::close);
        registry.publish(CLUSTER, Map.of()).join();
        Until.isTrue("all are lost", () -> get("").extract().path("node_count").equals(0));
    }

    private static int live() {
        List<Map<String, Object>> live = get("").extract().path("nodes.findAll { it.state == 'live' && it.admitted }");
        return live.size();
    }

    private static ValidatableResponse get(String path) {
        return given().get(DEMO + path).then();
    }

    private String slave() {
        String master = get("/master").extract().path("node");
        return master.equals("outer-0") ? "outer-1" : "outer-0";
    }

    private static void assertNotPublished(String path) {
        get(path)
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("NOT_PUBLISHED"))
                .body("detail", containsString("published endpoint"));
    }

    @Test
    void shouldAnswerPublishedEndpointsToClientsOutside() {
        registry.publish(CLUSTER, Map.of("outer-0", "tcp://h:30000", "outer-1", "tcp://h:30001"))
                .join();
        String slave = slave();
        String published = slave.equals("outer-0") ? "tcp://h:30000" : "tcp://h:30001";
        get("/endpoint?reach=outside")
                .statusCode(200)
                .body("node", equalTo(slave))
                .body("endpoint", equalTo(published));
        get("/endpoint?reach=inside").statusCode(200).body("endpoint", equalTo("tcp://" + slave + ":5555"));
        get("/endpoint").statusCode(200).body("endpoint", equalTo("tcp://" + slave + ":5555"));
        get("/master?reach=outside").statusCode(200).body("endpoint", containsString("tcp://h:3000"));
        get("").body("nodes.find { it.name == '" + slave + "' }.published_endpoint", equalTo(published));
    }

    @Test
    void shouldSayThatNothingIsPublished() {
        assertNotPublished("/endpoint?reach=outside");
        assertNotPublished("/master?reach=outside");
        get("").body("nodes[0].containsKey('published_endpoint')", equalTo(false));
        registry.publish(CLUSTER, Map.of(slave(), "tcp://h:30000")).join();
        get("/endpoint?reach=outside").statusCode(200);
        assertNotPublished("/master?reach=outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endpoint?reach=everywhere", "/endpoint?reach=Outside", "/master?reach=both"})
    void shouldRefuseAnyOtherReach(String path) {
        get(path)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("BAD_REQUEST"))
                .body("detail", containsString("allowed is inside or outside"));
    }

    @Test
    void shouldDescribeReach() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .body(
                        "paths.'/api/v1/clusters/{namespace}/{name}/endpoint'.get.parameters.find { it.name == 'reach' }"
                                + ".schema.enum",
                        equalTo(List.of("inside", "outside")))
                .body("components.schemas.Node.properties.containsKey('published_endpoint')", equalTo(true));
    }
}
