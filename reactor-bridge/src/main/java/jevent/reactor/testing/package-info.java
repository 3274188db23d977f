/// How code that mixes greenlets and Reactor is tested: on one clock.
///
/// [ReactorTest] makes the test's hub the scheduler of all of Reactor. [HubSteps] is `StepVerifier`
/// on the clock of a [jevent.testing.GreenTest].
///
/// May import: everything of ours, JUnit, and reactor-test, which [HubSteps] alone needs.
package jevent.reactor.testing;
