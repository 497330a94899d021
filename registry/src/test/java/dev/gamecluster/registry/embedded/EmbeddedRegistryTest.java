package dev.gamecluster.registry.embedded;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The HTTP face serves the registry of whoever embeds it, whatever keys that program has below {@code gamecluster}. */
@QuarkusTest
@TestProfile(EmbeddedRegistryTest.Embedded.class)
class EmbeddedRegistryTest {
    public static final class Embedded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gamecluster.registry.standalone", "false",
                    "gamecluster.embedding.clusters", "games/one",
                    "gamecluster.embedding.unheard-of", "1",
                    "gamecluster.unheard-of", "1");
        }
    }

    @Test
    void shouldServeTheClustersOfTheProgramThatEmbedsIt() {
        given().get("/api/v1/clusters")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].namespace", equalTo("games"))
                .body("[0].name", equalTo("one"));
        given().get("/api/v1/clusters/games/one/endpoint")
                .then()
                .statusCode(503)
                .body("code", equalTo("NO_NODE"));
    }

    @Test
    void shouldBeWell() {
        given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
    }
}
