/// How code that mixes greenlets and RxJava is tested: on one clock.
///
/// [RxTest] makes the test's hub the scheduler of all of RxJava.
///
/// May import: everything of ours, and JUnit.
package jevent.rx.testing;
