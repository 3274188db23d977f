/// The flight desk of the samples, and its twin: the same service in Reactor's operators.
///
/// The twin's path of a request is [OperatorDesk], [OperatorRoutes], [OperatorDelays],
/// [OperatorDirectory] and [OperatorTimetable]. What is not a matter of style is the sample's:
/// data, SQL, JSON, the upstream, the questions and who knows the answers. [Comparison] runs both.
package jevent.benchmarks.desk;
