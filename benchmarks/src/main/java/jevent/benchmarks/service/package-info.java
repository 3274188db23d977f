/// Services that are measured as a whole: the server in a process and on a core of its own, whoever
/// asks on another core, contenders in turn.
package jevent.benchmarks.service;
