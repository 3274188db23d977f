/// How code that runs in greenlets is tested: at once, and without hanging.
///
/// [jevent.testing.GreenTest] gives a JUnit test a hub of its own, on which time is virtual: a test
/// that sleeps for an hour takes a millisecond. Without JUnit, [jevent.testing.VirtualTime] runs
/// any code like that, and [jevent.testing.TestHub] is what both are made of.
///
/// May import: everything of ours, and JUnit, which is needed only where this package is used.
package jevent.testing;
