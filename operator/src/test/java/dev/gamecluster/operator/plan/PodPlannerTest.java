package dev.gamecluster.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.registry.core.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodPlannerTest {
    private static List<String> created(Plan plan) {
        return plan.actions().stream()
                .filter(Action.CreatePod.class::isInstance)
                .map(action -> ((Action.CreatePod) action).pod().getMetadata().getName())
                .toList();
    }

    private static List<String> deleted(Plan plan) {
        return plan.actions().stream()
                .filter(Action.DeletePod.class::isInstance)
                .map(action -> ((Action.DeletePod) action).pod())
                .toList();
    }

    private static List<String> handedOverTo(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Switchover.class::isInstance)
                .map(action -> ((Action.Switchover) action).to())
                .toList();
    }

    private static void assertNothingMoves(Plan plan) {
        assertThat(created(plan)).isEmpty();
        assertThat(deleted(plan)).isEmpty();
        assertThat(handedOverTo(plan)).isEmpty();
    }

    @Test
    void shouldCreateMasterAndSlavesFromNothing() {
        assertThat(created(new Picture().slaves(2).phase(Phase.SETTLING).plan()))
                .containsExactly("demo-0", "demo-1", "demo-2");
    }

    @Test
    void shouldCreateOnePodWithoutSlaves() {
        assertThat(created(new Picture().slaves(0).phase(Phase.SETTLING).plan()))
                .containsExactly("demo-0");
    }

    @Test
    void shouldLeaveAsItIsWhatIsAsItShouldBe() {
        assertNothingMoves(Picture.running(2).plan());
    }

    @Test
    void shouldTakeLowestFreeNumbers() {
        Picture picture = new Picture().slaves(4).master(2).slave(0, 0);
        assertThat(created(picture.plan())).containsExactly("demo-1", "demo-3", "demo-4");
    }

    @Test
    void shouldReplaceTerminatingPodAtOnceUnderAnotherName() {
        Picture picture = Picture.running(2);
        picture.pod(picture.pod(1).terminating());
        assertThat(created(picture.plan())).containsExactly("demo-3");
        assertThat(deleted(picture.plan())).isEmpty();
    }

    @Test
    void shouldReplaceEndedPod() {
        Picture picture = Picture.running(2).lost(1);
        picture.pod(picture.pod(1).ended());
        assertThat(deleted(picture.plan())).containsExactly("demo-1");
        assertThat(created(picture.plan())).containsExactly("demo-3");
    }

    @Test
    void shouldReplacePodThatKubernetesWouldLetWait() {
        Picture picture = Picture.running(2).lost(2);
        picture.pod(picture.pod(2).backingOff());
        assertThat(deleted(picture.plan())).containsExactly("demo-2");
        assertThat(created(picture.plan())).containsExactly("demo-3");
    }

    @Test
    void shouldRemoveSlavesWithFewestClients() {
        Picture picture =
                new Picture().slaves(1).master(0).slave(1, 9).slave(2, 3).slave(3, 5);
        assertThat(deleted(picture.plan())).containsExactly("demo-2", "demo-3");
    }

    @Test
    void shouldRemoveHighestNumberAmongEqual() {
        Picture picture = new Picture().slaves(1).slave(0, 0).master(1).slave(2, 0);
        assertThat(deleted(picture.plan())).containsExactly("demo-2");
    }

    @Test
    void shouldNeverRemoveTheMaster() {
        Picture picture = new Picture().slaves(0).slave(0, 7).master(1);
        assertThat(deleted(picture.plan())).containsExactly("demo-0");
    }

    @Test
    void shouldRemoveWhatDoesNotServeBeforeWhatDoes() {
        Picture picture = new Picture().slaves(1).master(0).slave(1, 0).joining(2);
        assertThat(deleted(picture.plan())).containsExactly("demo-2");
    }

    @Test
    void shouldNotRemoveServingSlaveWhileOthersAreNotReady() {
        Picture picture =
                new Picture().slaves(2).master(0).slave(1, 0).joining(2).joining(3);
        assertThat(deleted(picture.plan())).containsExactly("demo-3");
    }

    @Test
    void shouldRemoveNothingBeforeTheRegistryHasHeardTheNodes() {
        Picture picture = Picture.running(4).slaves(2).phase(Phase.SETTLING);
        assertNothingMoves(picture.plan());
    }

    @Test
    void shouldReplaceTheLostPodWhenTheElectionIsOver() {
        Picture electing = new Picture().slaves(2).slave(0, 0).slave(1, 0).phase(Phase.PREPARING);
        assertNothingMoves(electing.plan());
        Picture elected = new Picture().slaves(2).master(0).slave(1, 0);
        assertThat(created(elected.plan())).containsExactly("demo-2");
        Picture nobodyLeft = new Picture().slaves(2).phase(Phase.NO_MASTER);
        assertThat(created(nobodyLeft.plan())).hasSize(3);
    }

    @Test
    void shouldRemoveNothingWithoutMaster() {
        Picture picture =
                new Picture().slaves(1).slave(0, 0).slave(1, 0).slave(2, 0).phase(Phase.PREPARING);
        assertThat(deleted(picture.plan())).isEmpty();
    }

    // ---- rolling update ---------------------------------------------------------------------------------------------

    private static Picture outdated(int... ordinals) {
        Picture picture = Picture.running(2);
        for (int ordinal : ordinals) {
            picture.pod(picture.pod(ordinal).outdated());
        }
        return picture;
    }

    @Test
    void shouldCreateNewPodBeforeAnOldOneGoes() {
        Plan plan = outdated(0, 1, 2).plan();
        assertThat(created(plan)).containsExactly("demo-3");
        assertThat(deleted(plan)).isEmpty();
    }

    @Test
    void shouldWaitForTheNewPodToServe() {
        assertNothingMoves(outdated(0, 1, 2).joining(3).plan());
    }

    @Test
    void shouldRemoveOneOutdatedSlaveWhenTheNewOneServes() {
        Plan plan = outdated(0, 1, 2).slave(3, 0).plan();
        assertThat(deleted(plan)).containsExactly("demo-2");
        assertThat(created(plan)).isEmpty();
        assertThat(handedOverTo(plan)).isEmpty();
    }

    @Test
    void shouldWaitForTheOldPodToBeGone() {
        Picture picture = outdated(0, 1).slave(3, 0);
        picture.pod(picture.pod(2).outdated().terminating());
        assertNothingMoves(picture.plan());
    }

    @Test
    void shouldHandOverWhenOnlyTheMasterIsOutdated() {
        Plan plan = outdated(0).slave(3, 0).plan();
        assertThat(handedOverTo(plan)).containsExactly("demo-1");
        assertThat(deleted(plan)).isEmpty();
    }

    @Test
    void shouldRemoveFormerMasterLast() {
        Picture picture =
                new Picture().slaves(2).slave(0, 0).master(1).slave(2, 0).slave(3, 0);
        picture.pod(picture.pod(0).outdated());
        assertThat(deleted(picture.plan())).containsExactly("demo-0");
    }

    @Test
    void shouldUpdateWorldWithoutSlavesByWayOfASecondNode() {
        Picture alone = Picture.running(0);
        alone.pod(alone.pod(0).outdated());
        assertThat(created(alone.plan())).containsExactly("demo-1");
        Picture both = Picture.running(0).slave(1, 0);
        both.pod(both.pod(0).outdated());
        assertThat(handedOverTo(both.plan())).containsExactly("demo-1");
    }

    @Test
    void shouldGiveUpNewPodThatCannotRunWhenTheSpecGoesBack() {
        Picture picture = Picture.running(2);
        picture.pod(picture.pod(3).outdated().problem("ImagePullFailed", "no such image"));
        assertThat(deleted(picture.plan())).containsExactly("demo-3");
    }

    @Test
    void shouldNotGoOnWhileTheNewPodCannotRun() {
        Picture picture = outdated(0, 1, 2);
        picture.pod(picture.pod(3).problem("ImagePullFailed", "no such image"));
        assertNothingMoves(picture.plan());
    }

    @Test
    void shouldReplacePodThatNeverRanWhenTheSpecIsMended() {
        Picture picture = new Picture().slaves(0).epoch(0).phase(Phase.SETTLING);
        picture.pod(picture.pod(0).outdated().problem("ImagePullFailed", "no such image"));
        assertThat(deleted(picture.plan())).containsExactly("demo-0");
        assertThat(created(picture.plan())).containsExactly("demo-1");
    }

    // ---- labels -----------------------------------------------------------------------------------------------------

    @Test
    void shouldMakeLabelsFollowRoles() {
        Picture picture = Picture.running(2);
        picture.pod(picture.pod(1).role("master").takesClients(false));
        assertThat(picture.plan().actions()).contains(new Action.LabelPod("demo-1", "slave", true));
    }

    @Test
    void shouldSendClientsToTheMasterOnlyWithoutSlaves() {
        assertThat(Picture.running(0).plan().actions()).contains(new Action.LabelPod("demo-0", "master", true));
        assertThat(Picture.running(1).plan().actions()).noneMatch(Action.LabelPod.class::isInstance);
    }

    @Test
    void shouldSendNobodyToAPodThatGoes() {
        Picture picture = Picture.running(2);
        picture.pod(picture.pod(2).role("slave").takesClients(true).terminating());
        assertThat(picture.plan().actions()).contains(new Action.LabelPod("demo-2", "slave", false));
    }

    @Test
    void shouldDeleteServicesOfNodesThatAreNoMore() {
        assertThat(Picture.running(1).nodeService("demo-9-outside").plan().actions())
                .contains(new Action.DeleteNodeService("demo-9-outside"));
    }
}
