package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    @Test
    void shouldReadEverything() {
        Scenario scenario = ScenarioReader.read("file.yaml", """
                name: all
                description: everything there is
                clients: 7
                slaves: 3
                area: {side: 500}
                ramp: 20.5
                warmUp: 1
                duration: 9
                ratePerClient: 0.5
                walk: false
                mix: {query: 2, set_velocity: 1, aoe: 0.5, ping: 0, relogin: 0.1}
                query: {side: 30}
                aoe: {radius: 20, money: 3}
                faults: [{at: 4, do: kill_master}]
                """);
        assertThat(scenario.clients()).isEqualTo(7);
        assertThat(scenario.slaves()).isEqualTo(3);
        assertThat(scenario.areaSide()).isEqualTo(500);
        assertThat(scenario.rampPerSecond()).isEqualTo(20.5);
        assertThat(scenario.ratePerSecond()).isEqualTo(3.5);
        assertThat(scenario.isOpenLoop()).isTrue();
        assertThat(scenario.walks()).isFalse();
        assertThat(scenario.mix())
                .isEqualTo(Map.of(
                        Operation.QUERY,
                        2.0,
                        Operation.SET_VELOCITY,
                        1.0,
                        Operation.AOE,
                        0.5,
                        Operation.PING,
                        0.0,
                        Operation.RELOGIN,
                        0.1));
        assertThat(scenario.querySide()).isEqualTo(30);
        assertThat(scenario.aoeMoney()).isEqualTo(3);
        assertThat(scenario.faults()).containsExactly(new Fault(4, Fault.Action.KILL_MASTER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clinets: 5 | key 'clinets' is not known",
                "query: {sides: 5} | key 'query.sides' is not known: expected one of side",
                "mix: {querry: 1} | key 'mix.querry' is not known: expected one of aoe, ping, query, relogin, set_velocity",
                "mix: {query: -1} | mix.query -1 is not allowed: expected 0..1000000000",
                "mix: {query: 0} | expected at least one weight above 0",
                "clients: 0 | clients 0 is not allowed: expected 1..20000",
                "clients: many | clients '\"many\"' is not allowed: expected an integer",
                "clients: 1.5 | clients '1.5' is not allowed: expected an integer",
                "inFlight: 3 | expected exactly one of them",
                "ratePerClient: 0 | expected exactly one of them",
                "slaves: 17 | slaves 17 is not allowed: expected 0..16",
                "aoe: {radius: 51} | aoe.radius 51 is not allowed: expected 0..50",
                "walk: sometimes | walk '\"sometimes\"' is not allowed: expected true or false",
                "'faults: [{at: 1, do: dance}]' | faults.do 'dance' is not allowed: expected kill_master",
                "'faults: [{at: 99, do: kill_master}]' | faults.at 99 is not allowed: expected 0..30",
                "area: 5 | area '5' is not allowed: expected keys with values",
                "'- list' | expected keys with values"
            })
    void shouldRefuseWithTheNameOfTheKey(String line, String reason) {
        boolean whole = line.startsWith("-");
        String text = whole ? line : "ratePerClient: 2\nmix: {query: 1}\n";
        String key = line.substring(0, Math.max(0, line.indexOf(':')));
        String others = whole
                ? text
                : text.lines().filter(each -> !each.startsWith(key + ":")).reduce("", (a, b) -> a + b + "\n") + line;
        assertThatThrownBy(() -> ScenarioReader.read("file.yaml", others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scenario file.yaml: ")
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseWhatIsNoYaml() {
        assertThatThrownBy(() -> ScenarioReader.read("file.yaml", "a: [1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scenario file.yaml is no YAML: ");
    }
}
