-- The layers: raw is what was received, core what we made of it, feed what publishers read, ops how it went.
create schema raw;
create schema core;
create schema feed;
create schema ops;

-- The last local day of something that lasts until end_date or end_at (both exclusive), or of one day.
create macro core.last_day(start_date, end_date, end_at, timezone) as greatest(
    start_date,
    coalesce(end_date - 1, ((end_at - interval 1 microsecond) at time zone timezone)::date, start_date)
);
