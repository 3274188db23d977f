/// How code that mixes greenlets and RxJava is tested: on one clock.
///
/// [RxTest] makes the test's hub the scheduler of all of RxJava; [HubTime] moves its clock by hand.
///
/// May import: everything of ours, and JUnit.
package jevent.rx.testing;
