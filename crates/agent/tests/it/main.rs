//! A real agent against a tiny server, over a real tunnel on loopback.
