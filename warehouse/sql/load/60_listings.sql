-- The candidates take the place of what their sources listed before.
create or replace temp table loaded as
select
    candidates.source_id,
    identities.listing_key,
    candidates.reading_id,
    identities.event_id,
    coalesce(before.first_seen_at, getvariable('as_of')) as first_seen_at,
    candidates.* exclude (row_id, source_id, reading_id, is_new, start_key),
from candidates
inner join identities using (row_id)
left join (
    select
        event_id,
        source_id,
        min(first_seen_at) as first_seen_at,
    from core.listings
    group by all
) as before using (event_id, source_id);

delete from core.listings
where
    source_id not in (select source_id from tonight_all_sources)
    or source_id in (select source_id from changed_sources)
    or core.last_day(start_date, end_date, end_at, timezone) < getvariable('window_from');

insert into core.listings by name
select * from loaded
where core.last_day(start_date, end_date, end_at, timezone) >= getvariable('window_from');
