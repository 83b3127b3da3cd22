package dev.headwater.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.headwater.sink", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule rowsAndDocumentsKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.headwater.sink.intent",
                    "dev.headwater.sink.prov..",
                    "dev.headwater.sink.imports",
                    "dev.headwater.sink.yprov")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.neo4j..", "org.apache.kafka..", "org.slf4j..", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule theGraphKnowsNoKafka = noClasses()
            .that()
            .resideInAnyPackage("dev.headwater.sink.graph", "dev.headwater.sink.export")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "dev.headwater.sink");

    @ArchTest
    static final ArchRule pipelineModulesNeverSeeEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.headwater.processor..", "dev.headwater.agent..", "dev.headwater.launcher..");
}
