/// What jevent costs beside what a user would take instead, one class for each workload.
///
/// A workload has one method for each contender, of the contender's name: `jevent`, `continuation`,
/// `virtualThreads`, `kotlin`, `reactor`, `rxjava`. All do the same work, a batch for each call, so
/// that entering the loop is not what is measured. [Run] runs them in turns and judges.
package jevent.benchmarks;
