package dev.gamecluster.e2e.kubernetes;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Prints what Kubernetes knows when a test fails, before anything is cleaned up; what comes after it is skipped: it has no whole world. */
final class DumpOnFailure implements BeforeEachCallback, TestExecutionExceptionHandler {
    private final Kubectl kubectl;
    private final Kubectl operator;
    private String failed = "";

    DumpOnFailure(Kubectl kubectl, Kubectl operator) {
        this.kubectl = kubectl;
        this.operator = operator;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        System.out.println("---- " + context.getDisplayName());
        Assumptions.assumeTrue(failed.isEmpty(), () -> failed + " has failed before");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failed = context.getDisplayName();
        System.out.println("---- " + failed + " failed: " + failure);
        print("describe the cluster", kubectl.look("describe", "gameclusters"));
        print("status and spec", kubectl.look("get", "gameclusters", "-o", "yaml"));
        print("pods", kubectl.look("get", "pods", "-o", "wide", "--show-labels"));
        print("events", kubectl.look("get", "events", "--sort-by=.lastTimestamp"));
        print("bots", kubectl.look("logs", Players.DEPLOYMENT, "--tail=30"));
        print(
                "game servers",
                kubectl.look("logs", "-l", "app.kubernetes.io/component=gameserver", "--tail=40", "--prefix"));
        print("operator's pods", operator.look("get", "pods", "-o", "wide", "--show-labels"));
        print(
                "operator",
                operator.look("logs", "-l", "app.kubernetes.io/component=operator", "--tail=150", "--prefix"));
        throw failure;
    }

    private static void print(String title, String text) {
        System.out.println("---- " + title + "\n" + text);
    }
}
