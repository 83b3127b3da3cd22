package dev.headwater.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.headwater.processor", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PURE = {
        "dev.headwater.processor.lineage..",
        "dev.headwater.processor.meeting..",
        "dev.headwater.processor.series..",
        "dev.headwater.processor.detect..",
        "dev.headwater.processor.completeness.."
    };

    @ArchTest
    static final ArchRule purePackagesKnowNoFrameworkAndNoThread = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..", "org.slf4j..", "java.util.concurrent..", "java.net..", "java.nio.file..");

    @ArchTest
    static final ArchRule purePackagesAskNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule purePackagesDoNotSeeTheTopology = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headwater.processor.topology..", "dev.headwater.processor.store..");

    @ArchTest
    static final ArchRule ourOwnRoomsOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.headwater.agent..",
                    "dev.headwater.sink..",
                    "dev.headwater.launcher..",
                    "dev.headwater.testkit..");
}
