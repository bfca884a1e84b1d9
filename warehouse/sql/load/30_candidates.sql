-- One row per listing of every source in which something changed: tonight's, and those that stay.
-- Reads tonight_listings (connectors.columns.SCHEMA and reading_id), tonight_visits, tonight_sources.
create or replace temp table candidates as
with
tonight as (
    select
        *,
        true as is_new,
    from tonight_listings
),

-- A source read to its end has lost what it no longer shows, but for the past, which leaves with the
-- window. One read in part has lost nothing.
kept as (
    select
        listings.* exclude (listing_key, event_id, first_seen_at),
        false as is_new,
        (source_id, reading_id) in (select (source_id, reading_id) from tonight_visits) as is_shown,
        coalesce(tonight_sources.is_whole, false) as is_whole,
    from core.listings
    semi join changed_sources using (source_id)
    left join tonight_sources using (source_id)
    where (source_id, reading_id) not in (select (source_id, reading_id) from tonight_readings)
),

-- What is read anew supersedes what is merely kept.
staying as (
    select kept.* exclude (is_shown, is_whole)
    from kept
    where
        is_shown
        or (not is_whole or start_date < getvariable('today'))
        and not exists (
            select 1
            from tonight
            where
                tonight.source_id = kept.source_id
                and tonight.occurrence = kept.occurrence
                and (tonight.uid = kept.uid and tonight.uid <> '' or tonight.url = kept.url and tonight.url <> '')
        )
),

together as (
    select * from tonight
    union all by name
    select * from staying
),

-- One listing shown twice, word for word, is one listing.
distinct_listings as (
    select
        *,
        start_date::text || coalesce('T' || epoch(start_at)::bigint::text, '') as start_key,
    from together
    qualify
        row_number() over (
            partition by source_id, uid, occurrence, url, title, start_date, start_at
            order by is_new desc, md5(description || place_name || street || status), reading_id
        ) = 1
)

select
    row_number() over (order by source_id, start_date, start_at, title, uid, url, occurrence, end_at) as row_id,
    *,
from distinct_listings;
