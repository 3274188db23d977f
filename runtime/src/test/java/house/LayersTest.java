package house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The stairs of the runtime go one way, and under them there is nothing but the JDK.
@Tag("house")
class LayersTest {

    /// Below stairs: what of ours a package may use besides itself.
    private static final Map<String, Set<String>> STAIRS =
            Map.of(
                    "jevent.kernel", Set.of(),
                    "jevent.loop", Set.of(),
                    "jevent", Set.of("jevent.kernel", "jevent.loop"),
                    "jevent.sync", Set.of("jevent", "jevent.kernel"),
                    "jevent.pool", Set.of("jevent", "jevent.sync"));

    /// Upstairs: whatever is public, but not in a circle.
    private static final Set<String> UPSTAIRS =
            Set.of(
                    "jevent.net",
                    "jevent.process",
                    "jevent.flow",
                    "jevent.eventlet",
                    "jevent.monitor");

    /// The one package that may go under the floor.
    private static final String TESTING = "jevent.testing";

    /// Signals have no other door.
    private static final Set<String> BESIDE_BASE =
            Set.of("sun.misc.Signal", "sun.misc.SignalHandler");

    /// The loop parks the thread that it runs on, when nothing is left to run; never a greenlet.
    private static final Set<String> PARKS_ITS_OWN_THREAD = Set.of("jevent.loop.Loop");

    /// Time comes in here.
    private static final Set<String> CLOCK = Set.of("jevent.loop.Clock");

    private static final JavaClasses RUNTIME =
            new ClassFileImporter().importPath(Tree.ROOT.resolve("runtime/target/classes"));

    @Test
    void stairsGoOneWay() {
        STAIRS.forEach((storey, below) ->
                check(
                        noClasses()
                                .that()
                                .resideInAPackage(storey)
                                .should()
                                .dependOnClassesThat(ours().and(not(in(storey, below))))));
    }

    @Test
    void upstairsOnlyThePublicPart() {
        UPSTAIRS.forEach(storey ->
                check(
                        noClasses()
                                .that()
                                .resideInAPackage(storey + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("jevent.kernel", TESTING)));
    }

    @Test
    void noCircles() {
        check(slices().matching("jevent.(*)..").should().beFreeOfCycles());
    }

    @Test
    void everyPackageHasItsStorey() {
        check(
                classes()
                        .should()
                        .resideInAnyPackage(STAIRS.keySet().toArray(String[]::new))
                        .orShould()
                        .resideInAnyPackage(TESTING, "")
                        .orShould()
                        .resideInAnyPackage(UPSTAIRS.toArray(String[]::new)));
    }

    @Test
    void kernelAndLoopStandOnJavaBase() {
        Set<String> base =
                ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage("jevent.kernel", "jevent.loop")
                        .should()
                        .dependOnClassesThat(foreign(base).and(not(named(BESIDE_BASE)))));
    }

    @Test
    void theRuntimeStandsOnTheJdk() {
        Set<String> jdk =
                ModuleFinder.ofSystem().findAll().stream()
                        .map(ModuleReference::descriptor)
                        .map(ModuleDescriptor::packages)
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet());
        check(noClasses().should().dependOnClassesThat(foreign(jdk)));
    }

    @Test
    void onlyTheKernelParks() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("jevent.kernel")
                        .and(not(named(PARKS_ITS_OWN_THREAD)))
                        .should()
                        .accessTargetWhere(
                                calls("java.util.concurrent.locks.LockSupport", "park.*")));
    }

    @Test
    void timeAndChanceComeInThroughOneDoor() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(TESTING)
                        .and(not(named(CLOCK)))
                        .should()
                        .accessTargetWhere(
                                calls("java.lang.Thread", "sleep")
                                        .or(calls("java.lang.System", "currentTimeMillis"))
                                        .or(calls("java.lang.Math", "random"))
                                        .or(calls("java.time.Instant", "now"))
                                        .or(calls("java.util.Random", "<init>"))
                                        .or(calls("java.util.SplittableRandom", "<init>"))
                                        .or(calls(THREAD_LOCAL_RANDOM, "current"))));
    }

    private static final String THREAD_LOCAL_RANDOM = "java.util.concurrent.ThreadLocalRandom";

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(RUNTIME);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAnyPackage("jevent..");
    }

    private static DescribedPredicate<JavaClass> in(String storey, Set<String> below) {
        return describe(
                "are in " + storey + " or below, in " + below,
                type ->
                        type.getPackageName().equals(storey)
                                || below.contains(type.getPackageName()));
    }

    /// Neither ours nor in these packages; annotations of nullness are nobody's.
    private static DescribedPredicate<JavaClass> foreign(Set<String> packages) {
        return describe(
                "come from elsewhere",
                type -> {
                    JavaClass element = type.getBaseComponentType();
                    return !element.isPrimitive()
                            && !packages.contains(element.getPackageName())
                            && !resideInAnyPackage("jevent..", "org.jspecify..").test(element);
                });
    }

    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return describe(
                "are " + names,
                type -> {
                    String name = type.getName();
                    return names.stream()
                            .anyMatch(one -> name.equals(one) || name.startsWith(one + "$"));
                });
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String owner, String method) {
        return describe(
                owner + "." + method,
                access ->
                        access.getTargetOwner().getName().equals(owner)
                                && access.getName().matches(method));
    }
}
