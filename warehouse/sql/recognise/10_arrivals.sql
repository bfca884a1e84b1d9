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
    arrivals.*,
    coalesce(trust, 'never') as id_trust, -- of no id at all, too
    coalesce(is_per_date, true) as is_id_per_date,
    occurrence <> ''
    or not is_id_per_date
    or uid <> '' and count(*) over (partition by source_id, uid) > 1 as is_dated, -- one of several under its id
from (
    select distinct source_id, uid, occurrence, url, title, start_key, start_date, start_at, place_name
    from tonight_taken
    qualify
        row_number() over (
            partition by source_id, uid, occurrence, url, title, start_key order by place_name
        ) = 1
) as arrivals
left join id_worth using (source_id, uid);

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
    core.last_day(start_date, end_date, end_at, timezone) as last_day,
    place_name,
    min(gone_nights) >= 2 as is_gone,
    bool_or(
        (source_id, reading_id) in (select (source_id, reading_id) from tonight_visits)
        and (source_id, reading_id) not in (select (source_id, reading_id) from tonight_readings)
    ) as is_shown,
from core.listings
semi join arrivals using (source_id)
group by all;

-- One row per event that took place: its last day is over, and was not named only afterwards, which is a slip.
create or replace temp table over as
with
told as (
    select
        event_id,
        changed_at::date as told_on,
        left(content ->> 'start', 10)::date as start_date,
        lag(left(content ->> 'start', 10)::date) over (partition by event_id, source_id order by changed_at) as date_before,
    from core.listing_history
    semi join (from standing where last_day < getvariable('today')) using (source_id, event_id)
),

slips as (
    select event_id
    from told
    where start_date is distinct from date_before and date_before is not null
    qualify row_number() over (partition by event_id order by told_on desc) = 1 and start_date < told_on and date_before >= told_on
)

select distinct event_id
from standing
where last_day < getvariable('today') and event_id not in (select event_id from slips);
