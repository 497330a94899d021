package dev.gamecluster.client.command.bench.result;

/**
 * What was asked for.
 *
 * @param target URL of the registry and name of the cluster, or the endpoint of one node
 * @param ratePerSecond requests due per second, all clients together; 0 in a closed loop
 * @param inFlight requests unanswered per connection in a closed loop; 0 in an open loop
 * @param scenarioText the scenario as it was read (YAML)
 */
public record Setup(
        String scenario,
        String description,
        String target,
        int clients,
        int connections,
        double ratePerSecond,
        int inFlight,
        int warmUpSeconds,
        int measuredSeconds,
        long seed,
        String commandLine,
        String scenarioText) {}
