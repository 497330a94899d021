package dev.gamecluster.e2e.simulation;

import java.util.ArrayList;
import java.util.List;

/** Draws faults from the seed and inflicts them, in the way of the family. */
final class FaultSchedule {
    private final Simulation simulation;
    private final Family family;
    private final Chance chance;

    FaultSchedule(Simulation simulation, Family family, Chance chance) {
        this.simulation = simulation;
        this.family = family;
        this.chance = chance;
    }

    void play() {
        switch (family) {
            case CALM -> simulation.run(chance.integer(1_000, 4_000));
            case ONE_FAULT -> oneByOne(chance.integer(1, 4));
            case ROAMING -> {
                for (int i = 0; i < chance.integer(1, 3); i++) {
                    simulation.run(chance.integer(2_000, 10_000));
                    oneByOne(1);
                }
                simulation.run(chance.integer(5_000, 12_000));
            }
            case TWO_FAULTS -> twoAtOnce();
            case CHAOS -> chaos();
        }
    }

    private void oneByOne(int count) {
        for (int i = 0; i < count; i++) {
            simulation.run(chance.integer(0, 1_500));
            simulation.awaitHealth(Simulation.RECOVERY_MILLIS);
            long until = simulation.nowMillis() + inflict(true);
            simulation.run(Math.max(0, until - simulation.nowMillis()) + 1);
            simulation.healCuts();
        }
        simulation.run(chance.integer(0, 500));
        simulation.awaitHealth(Simulation.RECOVERY_MILLIS);
    }

    private void twoAtOnce() {
        for (int i = 0; i < chance.integer(1, 2); i++) {
            simulation.run(chance.integer(0, 1_000));
            long until = simulation.nowMillis() + inflict(false);
            simulation.run(chance.is(0.5) ? chance.integer(0, 20) : chance.integer(20, 600));
            until = Math.max(until, simulation.nowMillis() + inflict(false));
            simulation.run(Math.max(0, until - simulation.nowMillis()) + 1);
            simulation.healCuts();
            simulation.run(chance.integer(0, 3_000));
        }
    }

    private void chaos() {
        long end = simulation.nowMillis() + chance.integer(3_000, 8_000);
        while (simulation.nowMillis() < end) {
            simulation.run((int) (chance.exponentialNanos(300) / Chance.MILLI));
            inflict(false);
            if (chance.is(0.2)) {
                simulation.healCuts();
            }
        }
    }

    /** @param alone it must not become a second fault. @return after how many milliseconds it has ended or may be healed */
    private long inflict(boolean alone) {
        SimulatedNode master = simulation.master();
        SimulatedNode slave = simulation.slave();
        long millis = duration();
        if (master == null || slave == null) {
            return 0;
        }
        double kind = chance.uniform(0, 1);
        if (kind < 0.28) {
            return crash(master, millis, alone);
        } else if (kind < 0.40) {
            return crash(slave, millis, alone);
        } else if (kind < 0.52) {
            return pause(master, millis);
        } else if (kind < 0.58) {
            return pause(slave, millis);
        } else if (kind < 0.74) {
            return cut(chance.is(0.6) ? master : slave, millis);
        } else if (kind < 0.80) {
            return registryFails(millis, alone);
        } else if (kind < 0.90) {
            return plannedChange(master, slave);
        } else {
            SimulatedNode slow = chance.is(0.5) ? master : slave;
            simulation.fault("slow", slow);
            slow.slowDown(millis * Chance.MILLI);
            return millis;
        }
    }

    private long duration() {
        return chance.is(0.3)
                ? chance.integer(10, 200)
                : chance.is(0.8) ? chance.integer(200, 2_000) : chance.integer(2_000, 6_000);
    }

    private long crash(SimulatedProcess process, long millis, boolean alone) {
        if (!process.isUp() || !alone && isLast(process)) {
            return 0;
        }
        simulation.crash(process, millis);
        return millis;
    }

    /** If this process went too, nobody would remember the world or the epochs. */
    private boolean isLast(SimulatedProcess process) {
        return simulation.nodes().stream().noneMatch(node -> node != process && node.isUp());
    }

    private long pause(SimulatedProcess process, long millis) {
        if (!process.isRunning()) {
            return 0;
        }
        simulation.pause(process, millis);
        return millis;
    }

    private long registryFails(long millis, boolean alone) {
        SimulatedRegistry registry = simulation.registry();
        return chance.is(0.5) ? crash(registry, millis, alone) : pause(registry, millis);
    }

    private long cut(SimulatedNode node, long millis) {
        List<SimulatedProcess> others = new ArrayList<>(simulation.processes());
        others.remove(node);
        double how = chance.uniform(0, 1);
        if (how < 0.25) {
            others.remove(simulation.registry());
        } else if (how < 0.45) {
            others = List.of(simulation.registry());
        } else if (how < 0.6) {
            others = List.of(chance.of(others));
        }
        double direction = chance.uniform(0, 1);
        simulation.cut(node, others, direction < 0.8, direction < 0.6 || direction >= 0.8);
        return millis;
    }

    private long plannedChange(SimulatedNode master, SimulatedNode slave) {
        double kind = chance.uniform(0, 1);
        if (kind < 0.6) {
            simulation.fault("switchover", master);
            simulation.registry().requestSwitchover(chance.is(0.5) ? null : slave.name());
            return chance.integer(100, 1_500);
        }
        SimulatedNode goes = chance.is(0.5) ? master : slave;
        simulation.fault(kind < 0.8 ? "drain" : "leave", goes);
        if (kind < 0.8) {
            simulation.registry().requestDrain(goes.name());
        } else {
            goes.leave();
        }
        long stays = chance.integer(500, 3_000);
        simulation.after(stays, () -> {
            if (goes.isUp()) {
                simulation.crash(goes, 300);
            }
        });
        return stays + 301;
    }
}
