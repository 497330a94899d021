package dev.gamecluster.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final int USERS = 5;
    private static final int WRITES = 200;

    private final Ledger ledger = new Ledger();
    private final List<Ledger.Write> written = new ArrayList<>();
    private final Map<Long, Long> balances = new HashMap<>();

    LedgerTest() {
        Random random = new Random(7);
        for (int i = 0; i < WRITES; i++) {
            Ledger.Write write = new Ledger.Write(i % USERS, random.nextLong(1, 1L << 40), i);
            written.add(write);
            apply(write, 1);
        }
    }

    private void apply(Ledger.Write write, int times) {
        for (long user = 0; user < USERS; user++) {
            balances.merge(user, user == write.user() ? 0 : times * write.amount(), Long::sum);
        }
    }

    private Ledger.Verdict verdict() {
        written.forEach(ledger::acknowledged);
        return ledger.check(balances);
    }

    @Test
    void shouldBeCleanWhenEveryWriteIsInTheBalancesOnce() {
        assertThat(verdict().isClean()).isTrue();
    }

    @Test
    void shouldNameEveryWriteOfAPieceOfTheLogThatWasLost() {
        List<Ledger.Write> lost = List.copyOf(written.subList(83, 121));
        lost.forEach(write -> apply(write, -1));

        Ledger.Verdict verdict = verdict();

        assertThat(verdict.lost()).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(verdict.doubled()).isEmpty();
        assertThat(verdict.unexplained()).isEmpty();
    }

    @Test
    void shouldNameWritesThatWereAppliedTwice() {
        List<Ledger.Write> doubled = List.copyOf(written.subList(40, 43));
        doubled.forEach(write -> apply(write, 1));

        Ledger.Verdict verdict = verdict();

        assertThat(verdict.doubled()).containsExactlyInAnyOrderElementsOf(doubled);
        assertThat(verdict.lost()).isEmpty();
    }

    @Test
    void shouldAcceptWritesOfUnknownOutcomeInTheBalancesOrNot() {
        Ledger.Write applied = written.removeLast();
        Ledger.Write notApplied = written.removeLast();
        apply(notApplied, -1);
        ledger.unknown(applied);
        ledger.unknown(notApplied);

        assertThat(verdict().isClean()).isTrue();
    }

    @Test
    void shouldTellLostWritesFromUnknownOnesOfTheSameUser() {
        Ledger.Write uncertain = written.remove(100);
        ledger.unknown(uncertain);
        Ledger.Write lost = written.stream()
                .filter(write -> write.user() == uncertain.user())
                .toList()
                .get(3);
        apply(lost, -1);

        assertThat(verdict().lost()).containsExactly(lost);
    }

    @Test
    void shouldSayWhenAWriteDidNotReachEverybody() {
        balances.merge(1L, -written.getFirst().amount(), Long::sum);

        assertThat(verdict().unexplained()).isNotEmpty();
    }
}
