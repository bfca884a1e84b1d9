-- The layers: raw is what was received, core what we made of it, feed what publishers read, ops how it went.
create schema raw;
create schema core;
create schema feed;
create schema ops;
