package house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The stairs of the runtime go one way, and under them there is nothing but the JDK.
@Tag("house")
class LayersTest {

    /// Below stairs: what of ours a package may use besides itself.
    private static final List<Map.Entry<String, Set<String>>> STAIRS =
            List.of(
                    entry("jevent.kernel", Set.of()),
                    entry("jevent.loop", Set.of()),
                    entry("jevent.engine", Set.of("jevent.kernel", "jevent.loop")),
                    entry("jevent", Set.of("jevent.kernel", "jevent.loop", "jevent.engine")),
                    entry("jevent.sync", Set.of("jevent", "jevent.kernel")),
                    entry("jevent.pool", Set.of("jevent", "jevent.sync")),
                    entry("jevent.bridge", Set.of("jevent", "jevent.sync")));

    /// Upstairs: whatever is public, but not in a circle.
    private static final List<String> UPSTAIRS = List.of("jevent.net", "jevent.flow");

    /// The one package that may go under the floor.
    private static final String TESTING = "jevent.testing";

    /// Doors that `java.base` has not: signals, the scheduler of virtual threads, processor time.
    private static final Set<String> BESIDE_BASE =
            Set.of(
                    "sun.misc.Signal",
                    "sun.misc.SignalHandler",
                    "java.lang.management.ManagementFactory",
                    "java.lang.management.ThreadMXBean",
                    "jdk.management.VirtualThreadSchedulerMXBean");

    /// The loop parks the thread that it runs on, when nothing is left to run; never a greenlet.
    private static final Set<String> PARKS_ITS_OWN_THREAD = Set.of("jevent.engine.EventLoop");

    /// Time comes in here.
    private static final Set<String> CLOCK = Set.of("jevent.loop.Clock");

    private static final String THREAD_LOCAL_RANDOM = "java.util.concurrent.ThreadLocalRandom";

    /// What the bridges may not write, since the runtime does it for them.
    private static final Set<String> DONE_BELOW =
            Set.of(
                    "Thread.sleep",
                    "System.currentTimeMillis",
                    "System.nanoTime",
                    "Math.random",
                    "Instant.now",
                    "ThreadLocalRandom.current",
                    "LockSupport.park",
                    "LockSupport.parkNanos",
                    "LockSupport.parkUntil");

    private static final JavaClasses RUNTIME =
            new ClassFileImporter().importPath(Tree.ROOT.resolve("runtime/target/classes"));

    @ParameterizedTest
    @FieldSource("STAIRS")
    void stairsGoOneWay(Map.Entry<String, Set<String>> stair) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(stair.getKey())
                        .should()
                        .dependOnClassesThat(
                                ours().and(not(in(stair.getKey(), stair.getValue())))));
    }

    @ParameterizedTest
    @FieldSource("UPSTAIRS")
    void upstairsOnlyThePublicPart(String storey) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(storey)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("jevent.kernel", "jevent.engine", TESTING));
    }

    /// So nobody can drive or close the loop of a hub but the hub.
    @Test
    void usersMeetTheLoopByItsFaces() {
        check(classes().that().resideInAPackage("jevent.loop").should().beInterfaces());
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
                        .resideInAnyPackage(
                                STAIRS.stream().map(Map.Entry::getKey).toArray(String[]::new))
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
                        .resideInAnyPackage("jevent.kernel", "jevent.loop", "jevent.engine")
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
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(TESTING)
                        .should()
                        .dependOnClassesThat(foreign(jdk)));
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
    void sleepChanceAndTheTimeOfDayComeInThroughOneDoor() {
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

    @Test
    void bridgesNeitherWaitNorTellTheTimeThemselves() {
        List<String> found = new ArrayList<>();
        Tree.parse(Tree.bridges(), (unit, _) -> new Names(unit, found).scan(unit, null));
        assertThat(found).as("the runtime does this for the bridges").isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.check(RUNTIME);
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

    /// Looks for the names, as calls and as method references.
    private static final class Names extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final List<String> found;

        Names(CompilationUnitTree unit, List<String> found) {
            this.unit = unit;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void none) {
            look(select.getExpression() + "." + select.getIdentifier());
            return super.visitMemberSelect(select, null);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree ref, @Nullable Void none) {
            look(ref.getQualifierExpression() + "." + ref.getName());
            return super.visitMemberReference(ref, null);
        }

        private void look(String name) {
            if (DONE_BELOW.contains(name)) {
                found.add(Tree.name(unit) + ": " + name);
            }
        }
    }
}
