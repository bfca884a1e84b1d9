-- One row per event in the window, as the publishers read it. Sorted by start, then id.
create or replace table feed.events as
with
in_window as (
    select
        events.*,
        sequence,
        created_at,
        modified_at,
        coalesce(start_at, start_date::timestamp at time zone events.timezone) as sort_at,
    from core.events
    inner join core.event_versions using (event_id)
    where
        start_date <= getvariable('window_to')
        and core.last_day(start_date, end_date, end_at, events.timezone) >= getvariable('window_from')
)

select
    *,
    md5(getvariable('renderer') || to_json(in_window)::text) as digest,
from in_window
order by sort_at, event_id;

delete from feed.renderings
where event_id not in (select event_id from feed.events);
