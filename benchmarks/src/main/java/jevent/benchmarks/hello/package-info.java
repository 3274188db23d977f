/// The least that a web service does: each request waits for something asynchronous, then is
/// answered with a word. What a handler's thread costs, and nothing else.
package jevent.benchmarks.hello;
