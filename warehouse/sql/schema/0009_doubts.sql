-- What a night was doubted for, how many events to come it showed, and when its last good run was: several runs
-- of one date count once, but what one of them read well was read.
alter table ops.source_nights add column doubt text; -- empty, shrunk, shifted, timeless, titles, starts
alter table ops.source_nights add column upcoming integer;
alter table ops.source_nights add column read_at timestamptz;

update ops.source_nights
set read_at = as_of
where state in ('ok', 'unchanged');
