package dev.gamecluster.operator.plan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Plans and manifests are made without client, clock, randomness and threads. */
@AnalyzeClasses(packages = "dev.gamecluster.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    @ArchTest
    static final ArchRule planIsPure = noClasses()
            .that()
            .resideInAnyPackage("..operator.plan..", "..operator.manifest..", "..operator.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.javaoperatorsdk..",
                    "io.fabric8.kubernetes.client.dsl..",
                    "java.net..",
                    "java.util.concurrent..",
                    "java.util.random..",
                    "org.zeromq..",
                    "dev.gamecluster.registry.server..",
                    "dev.gamecluster.operator.act..",
                    "dev.gamecluster.operator.observe..",
                    "dev.gamecluster.operator.reconcile..");

    @ArchTest
    static final ArchRule planReadsNoClock = noClasses()
            .that()
            .resideInAnyPackage("..operator.plan..", "..operator.manifest..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");
}
