-- One row per listing that came in tonight, each once however many pages show it.
create or replace temp table tonight_taken as
select
    tonight_listings.*,
    start_date::text || coalesce('T' || epoch(start_at)::bigint::text, '') as start_key,
from tonight_listings
semi join (from beliefs where is_taken) using (source_id);

create or replace temp table arrivals as
select
    row_number() over (order by source_id, start_key, title, uid, url, occurrence) as row_id,
    *,
from (
    select distinct source_id, uid, occurrence, url, title, start_key, start_date, start_at, place_name
    from tonight_taken
    qualify
        row_number() over (
            partition by source_id, uid, occurrence, url, title, start_key order by place_name
        ) = 1
);

-- One row per listing that stands: still shown on a page that did not change, or free to be recognised.
create or replace temp table standing as
select
    source_id,
    event_id,
    uid,
    occurrence,
    url,
    title,
    start_date,
    start_at,
    timezone,
    place_name,
    bool_or(
        (source_id, reading_id) in (select (source_id, reading_id) from tonight_visits)
        and (source_id, reading_id) not in (select (source_id, reading_id) from tonight_readings)
    ) as is_shown,
from core.listings
semi join arrivals using (source_id)
group by all;
