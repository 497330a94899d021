package dev.gamecluster.client.command.bench.result;

/**
 * How the generator itself did.
 *
 * @param sendDelayP99 from the time a request was due to the time it was sent
 * @param busyShare 0..1: part of the time in which its loop threads worked rather than waited
 * @param machineCpu 0..1: mean use of all CPUs of the machine, by whomever
 * @param bottleneck the numbers say more about the generator or a full machine than about the cluster
 * @param verdict one sentence for people
 */
public record Generator(
        long sendDelayP99,
        long sendDelayMax,
        double busyShare,
        double machineCpu,
        long gcPauseMillisTotal,
        boolean bottleneck,
        String verdict) {}
