package dev.gamecluster.e2e.simulation;

import dev.gamecluster.registry.core.Failover;
import java.util.Locale;

/** What happened in a run, or in many. */
public final class Statistics {
    long runs;
    long simulatedMillis;
    long events;
    long messages;
    long failovers;
    long switchovers;
    long boots;
    double longestFailoverMillis;
    long mostLostMillis;
    long faults;
    long feedLost;
    long snapshots;
    long logins;
    long sessionsLost;
    long writesSent;
    long writesAcknowledged;
    long writesRetried;
    long writesDuplicated;
    long answersRepeated;
    long queriesAnswered;
    long recordsCut;
    long hashesCompared;

    void promoted(Failover failover) {
        if (failover.from().isEmpty()) {
            boots++;
        } else if (failover.planned()) {
            switchovers++;
        } else {
            failovers++;
            longestFailoverMillis = Math.max(longestFailoverMillis, failover.durationMillis());
            mostLostMillis = Math.max(mostLostMillis, failover.lostMillis());
        }
    }

    void add(Statistics other) {
        runs += other.runs;
        simulatedMillis += other.simulatedMillis;
        events += other.events;
        messages += other.messages;
        failovers += other.failovers;
        switchovers += other.switchovers;
        boots += other.boots;
        longestFailoverMillis = Math.max(longestFailoverMillis, other.longestFailoverMillis);
        mostLostMillis = Math.max(mostLostMillis, other.mostLostMillis);
        faults += other.faults;
        feedLost += other.feedLost;
        snapshots += other.snapshots;
        logins += other.logins;
        sessionsLost += other.sessionsLost;
        writesSent += other.writesSent;
        writesAcknowledged += other.writesAcknowledged;
        writesRetried += other.writesRetried;
        writesDuplicated += other.writesDuplicated;
        answersRepeated += other.answersRepeated;
        queriesAnswered += other.queriesAnswered;
        recordsCut += other.recordsCut;
        hashesCompared += other.hashesCompared;
    }

    public long failovers() {
        return failovers;
    }

    public long switchovers() {
        return switchovers;
    }

    public long writesAcknowledged() {
        return writesAcknowledged;
    }

    public long writesRetried() {
        return writesRetried;
    }

    public long snapshots() {
        return snapshots;
    }

    public long sessionsLost() {
        return sessionsLost;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                """
                runs                 %,d (%,d s simulated, %,d events)
                messages             %,d between processes, %,d deltas dropped by the feed
                faults               %,d
                failovers            %,d (longest %.0f ms, most world time lost %d ms)
                switchovers          %,d
                snapshots            %,d
                logins               %,d (sessions lost with more than one fault: %,d)
                writes sent          %,d
                  acknowledged       %,d
                  retried            %,d, sent twice at once %,d, answered more than once %,d
                queries checked      %,d
                records cut off      %,d (written by a lost master, never acknowledged)
                hashes compared      %,d""",
                runs,
                simulatedMillis / 1000,
                events,
                messages,
                feedLost,
                faults,
                failovers,
                longestFailoverMillis,
                mostLostMillis,
                switchovers,
                snapshots,
                logins,
                sessionsLost,
                writesSent,
                writesAcknowledged,
                writesRetried,
                writesDuplicated,
                answersRepeated,
                queriesAnswered,
                recordsCut,
                hashesCompared);
    }
}
