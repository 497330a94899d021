package dev.gamecluster.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.api.AutoscalingSpec;
import dev.gamecluster.operator.plan.Autoscaler.Load;
import dev.gamecluster.operator.plan.Memory.Recommendation;
import dev.gamecluster.registry.core.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerTest {
    private static final AutoscalingSpec SPEC = new AutoscalingSpec(1, 8, 300, 70, 120);
    private static final long NOW = Picture.NOW;

    private static int recommended(Load load) {
        return Autoscaler.recommend(SPEC, load, List.of(), NOW).getFirst().slaves();
    }

    @ParameterizedTest
    @CsvSource({
        // slaves, ready, clients, load, wanted
        "2, 2,    0,   0, 1",
        "2, 2,  300,   0, 1",
        "2, 2,  301,   0, 2",
        "2, 2, 1201,   0, 5",
        "2, 2, 9000,   0, 6", // at most four more at once
        "8, 8, 9000,   0, 8",
        "2, 2,    0, 700, 2", // just the target
        "2, 2,    0, 760, 2", // within the tolerance
        "2, 2,    0, 800, 3",
        "4, 4,    0, 350, 2",
        "4, 2,    0, 900, 4", // two are starting: their share is not to be seen yet
        "0, 0,  200,   0, 1",
    })
    void shouldRecommendSlaves(int slaves, int ready, int clients, int loadPermille, int wanted) {
        assertThat(recommended(new Load(slaves, ready, clients, loadPermille))).isEqualTo(wanted);
    }

    @Test
    void shouldGoUpAtOnceAndDownAfterTheDelay() {
        Load many = new Load(5, 5, 1_500, 0);
        Load few = new Load(5, 5, 10, 0);
        List<Recommendation> window = Autoscaler.recommend(SPEC, many, List.of(), NOW);
        assertThat(window.getFirst().slaves()).isEqualTo(5);
        window = Autoscaler.recommend(SPEC, few, window, NOW + 119_000);
        assertThat(window.getFirst().slaves()).isEqualTo(5);
        window = Autoscaler.recommend(SPEC, few, window, NOW + 120_000);
        assertThat(window.getFirst().slaves()).isEqualTo(1);
    }

    @Test
    void shouldRememberNoMoreThanItNeeds() {
        List<Recommendation> window = List.of();
        for (int i = 0; i < 1_000; i++) {
            window = Autoscaler.recommend(SPEC, new Load(8, 8, (i * 7_919) % 2_400, 0), window, NOW + i * 100L);
        }
        assertThat(window).hasSizeLessThanOrEqualTo(8);
        assertThat(window.getFirst().slaves()).isEqualTo(8);
    }

    // ---- in the plan ------------------------------------------------------------------------------------------------

    private static List<Action.Scale> scaled(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Scale.class::isInstance)
                .map(Action.Scale.class::cast)
                .toList();
    }

    @Test
    void shouldScaleUpThroughTheScaleSubresource() {
        Picture picture = new Picture().spec(Picture.spec(1, SPEC)).master(0).slave(1, 700);
        Plan plan = picture.plan();
        assertThat(scaled(plan)).singleElement().satisfies(scale -> {
            assertThat(scale.from()).isEqualTo(1);
            assertThat(scale.to()).isEqualTo(3);
        });
        assertThat(plan.status().desiredSlaves()).isEqualTo(3);
    }

    @Test
    void shouldTouchNoPodWhenTheOriginalManifestIsAppliedAgain() {
        Picture picture = new Picture()
                .spec(Picture.spec(2, SPEC)) // applied again; load needs 3
                .memory(new Memory(List.of(new Recommendation(NOW - 1_000, 3))))
                .master(0)
                .slave(1, 300)
                .slave(2, 300)
                .slave(3, 300);
        Plan plan = picture.plan();
        assertThat(scaled(plan)).singleElement().satisfies(scale -> assertThat(scale.to())
                .isEqualTo(3));
        assertThat(plan.actions()).noneMatch(Action.DeletePod.class::isInstance);
    }

    @Test
    void shouldKeepTheNumberWhenTheOperatorHasJustBegun() {
        Picture first =
                new Picture().spec(Picture.spec(2, SPEC)).master(0).slave(1, 0).slave(2, 0);
        Plan settling = first.status(statusWith(5)).phase(Phase.SETTLING).plan();
        assertThat(settling.status().desiredSlaves()).isEqualTo(5);
        assertThat(scaled(settling)).singleElement().satisfies(scale -> assertThat(scale.to())
                .isEqualTo(5));
    }

    @Test
    void shouldDoNothingWithoutAutoscaling() {
        assertThat(scaled(Picture.running(2).plan())).isEmpty();
    }

    private static dev.gamecluster.operator.api.GameClusterStatus statusWith(int desired) {
        return new dev.gamecluster.operator.api.GameClusterStatus(
                null, null, null, null, null, null, desired, null, null, null, null, null, null, null);
    }
}
