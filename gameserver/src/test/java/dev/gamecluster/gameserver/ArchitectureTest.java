package dev.gamecluster.gameserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The rules of the house that this module lives by. */
@AnalyzeClasses(packages = "dev.gamecluster.gameserver", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String STATE = "..gameserver.state..";
    private static final String CORE = "..gameserver.core..";
    private static final String IO = "..gameserver.io..";
    private static final String APP = "..gameserver.app..";

    @ArchTest
    static final ArchRule stateAndCoreKnowNoShell = noClasses()
            .that()
            .resideInAnyPackage(STATE, CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    IO,
                    APP,
                    "org.zeromq..",
                    "zmq..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.io..",
                    "io.quarkus..",
                    "jakarta..",
                    "org.jboss..",
                    "java.util.concurrent..");

    @ArchTest
    static final ArchRule stateDoesNotKnowTheCore = noClasses()
            .that()
            .resideInAPackage(STATE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CORE);

    @ArchTest
    static final ArchRule stateAndCoreReadNoClock = noClasses()
            .that()
            .resideInAnyPackage(STATE, CORE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Instant.class, Clock.class);

    @ArchTest
    static final ArchRule stateAndCoreStartNoThreadAndThrowNoDice = noClasses()
            .that()
            .resideInAnyPackage(STATE, CORE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Random.class, SecureRandom.class, ThreadLocalRandom.class, UUID.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule ioDoesNotKnowTheProgram = noClasses()
            .that()
            .resideInAPackage(IO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APP, "io.quarkus..", "jakarta..", "org.jboss..");

    @ArchTest
    static final ArchRule onlyIoKnowsSockets = noClasses()
            .that()
            .resideOutsideOfPackage(IO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zeromq..", "zmq..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
            .should()
            .beFinal();
}
