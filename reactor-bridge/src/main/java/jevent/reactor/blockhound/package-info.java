/// BlockHound and greenlets. BlockHound is optional: nothing else in this module touches it, and
/// one calls nothing here.
package jevent.reactor.blockhound;
