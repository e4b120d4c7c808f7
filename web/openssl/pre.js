// Put before everything else of the module, inside of its own scope: what the module takes for the clock and for the
// source of randomness is given by whoever makes an instance. The names stand before those of the page.
var Date = Module['Date'];
var crypto = Module['crypto'];
