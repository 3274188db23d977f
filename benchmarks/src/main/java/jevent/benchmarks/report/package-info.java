/// What is said of the figures: how far each is from the floor and from the best peer, and whether
/// a target is met.
package jevent.benchmarks.report;
