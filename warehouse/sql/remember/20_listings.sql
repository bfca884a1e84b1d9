-- What came in takes the place of what it was; what a believed source no longer shows is counted as gone.
create or replace temp table coming_in as
select
    tonight.* exclude (start_key),
    identities.event_id,
    coalesce(before.first_seen_at, getvariable('as_of')) as first_seen_at,
    0 as gone_nights,
    null::date as gone_on,
    before.start_date as began_date,
    before.start_at as began_at,
    coalesce(
        before.start_date < tonight.start_date
        and tonight.start_date <= getvariable('today')
        and tonight.start_date <= before.last_day
        and before.last_day = core.last_day(tonight.start_date, tonight.end_date, tonight.end_at, tonight.timezone)
        and (before.start_at is null) = (tonight.start_at is null),
        false
    ) as goes_on,
from tonight_taken as tonight
inner join arrivals using (source_id, uid, occurrence, url, title, start_key)
inner join identities using (row_id)
left join (
    select
        source_id,
        event_id,
        min(first_seen_at) as first_seen_at,
        min(start_date) as start_date,
        min(start_at) as start_at,
        max(core.last_day(start_date, end_date, end_at, timezone)) as last_day,
    from core.listings
    group by source_id, event_id
) as before using (source_id, event_id)
where core.last_day(tonight.start_date, tonight.end_date, tonight.end_at, tonight.timezone) >= getvariable('window_from')
qualify
    row_number() over (
        partition by tonight.source_id, tonight.reading_id, identities.event_id
        order by md5(tonight.description || tonight.place_name || tonight.status), tonight.description
    ) = 1;

-- What goes on for days, and is shown by some pages as if it began today, began when it was said to begin.
update coming_in
set start_date = began_date, start_at = began_at
where goes_on;

delete from core.listings
where
    (source_id, reading_id) in (select (source_id, reading_id) from tonight_readings)
    and (source_id, event_id) in (select (source_id, event_id) from coming_in)
    or (source_id, event_id) in (select (source_id, event_id) from coming_in)
    and (source_id, reading_id) not in (select (source_id, reading_id) from tonight_visits);

insert into core.listings by name
select * exclude (began_date, began_at, goes_on)
from coming_in;

-- A night is a local date: several runs on one date count once. The past is not gone, it is over.
update core.listings
set
    gone_nights = if(
        source_id in (select source_id from beliefs where is_released)
        or source_id not in (select source_id from tonight_all_sources),
        2,
        gone_nights + 1
    ),
    gone_on = getvariable('today'),
where
    coalesce(gone_on, date '0001-01-01') < getvariable('today')
    and core.last_day(start_date, end_date, end_at, timezone) >= getvariable('today')
    and (
        source_id not in (select source_id from tonight_all_sources)
        or source_id in (select source_id from beliefs where is_believed)
        and (
            (source_id, reading_id) not in (select (source_id, reading_id) from tonight_visits)
            or (source_id, reading_id) in (select (source_id, reading_id) from tonight_readings)
            and (source_id, reading_id, event_id) not in (select (source_id, reading_id, event_id) from coming_in)
        )
    );

delete from core.listings
where
    core.last_day(start_date, end_date, end_at, timezone) < getvariable('window_from')
    and coalesce(gone_on, date '0001-01-01') < getvariable('today') - 14;

insert into core.listing_history
with
said as (
    select
        event_id,
        source_id,
        to_json({
            'title': title, 'url': url, 'status': status, 'availability': availability,
            'start': coalesce(start_at::text, start_date::text), 'end': coalesce(end_at::text, end_date::text),
            'place': concat_ws(', ', nullif(place_name, ''), nullif(street, ''), nullif(city, '')),
            'price': price_text, 'description': description,
        }) as content,
    from coming_in
    qualify row_number() over (partition by event_id, source_id order by reading_id) = 1
)

select
    said.event_id,
    said.source_id,
    getvariable('as_of') as changed_at,
    md5(said.content::text) as digest,
    said.content,
from said
left join (
    select
        event_id,
        source_id,
        arg_max(digest, changed_at) as digest,
    from core.listing_history
    group by all
) as latest using (event_id, source_id)
where latest.digest is distinct from md5(said.content::text);
