package dev.headwater.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Properties;

@AnalyzeClasses(packages = "dev.headwater.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("dev.headwater.agent")
            .layer("instrument")
            .definedBy("dev.headwater.agent.instrument")
            .layer("journal")
            .definedBy("dev.headwater.agent.journal")
            .layer("ship")
            .definedBy("dev.headwater.agent.ship")
            .layer("capture")
            .definedBy("dev.headwater.agent.capture")
            .layer("hardware")
            .definedBy("dev.headwater.agent.hardware")
            .whereLayer("instrument")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("instrument")
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("api", "ship")
            .whereLayer("ship")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("capture")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("hardware")
            .mayOnlyBeAccessedByLayers("api");

    @ArchTest
    static final ArchRule ONLY_THE_SHIPPER_KNOWS_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("dev.headwater.agent.ship")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule A_GUEST_BRINGS_NO_LOGGING_FRAMEWORK =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.slf4j..", "java.util.logging..");

    @ArchTest
    static final ArchRule A_GUEST_DOES_NOT_END_THE_PROCESS = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule A_GUEST_HANDLES_NO_EXCEPTIONS_OF_OTHERS = noClasses()
            .should()
            .callMethod(Thread.class, "setDefaultUncaughtExceptionHandler", Thread.UncaughtExceptionHandler.class);

    @ArchTest
    static final ArchRule A_GUEST_SETS_NO_SYSTEM_PROPERTY = noClasses()
            .should()
            .callMethod(System.class, "setProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "setProperties", Properties.class);

    /** The exception takes back a property that the JDK itself has set on the guest's account. */
    @ArchTest
    static final ArchRule A_GUEST_CLEARS_NO_SYSTEM_PROPERTY = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.headwater.agent.instrument.DefaultTimeZone")
            .should()
            .callMethod(System.class, "clearProperty", String.class);

    @ArchTest
    static final ArchRule ONLY_THE_LOOM_WEAVES = noClasses()
            .that()
            .haveNameNotMatching(".*\\.instrument\\.(Loom|JdkLoom|Advices).*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.bytebuddy..");
}
