-- What a person would notice makes a new version; who else lists an event, how old that is, and how the words of
-- its description are marked up, does not.
create or replace temp table alive as
select event_id
from core.event_history
group by event_id
having arg_max(kind, sequence) <> 'deleted';

create or replace temp table visible as
select
    event_id,
    core.last_day(start_date, end_date, end_at, timezone) as last_day,
    to_json({
        'title': title, 'status': status, 'availability': availability, 'timezone': timezone,
        'start_date': start_date, 'start_at': epoch(start_at)::bigint,
        'end_date': end_date, 'end_at': epoch(end_at)::bigint,
        'place': [place_name, street, postal_code, city], 'lat': lat, 'lon': lon,
        'attendance': attendance, 'online_url': online_url, 'organizer': [partner_id, partner_name],
        'url': url, 'description': description,
        'topics': topics, 'levels': levels, 'groups': groups, 'formats': formats,
        'languages': languages, 'categories': categories,
        'price': [price_text, is_free::text, amounts::text, currency],
        'classes': [class_min, class_max], 'ages': [age_min, age_max],
        'is_registration_required': is_registration_required,
        'access': [wheelchair, accessibility_text], 'registration_url': registration_url,
        'registration_deadline': registration_deadline,
    }) as content,
from core.events
where
    -- What lies beyond the window is nobody's news yet.
    start_date <= getvariable('window_to')
    and (event_id in (select published_id from rebuilt) or event_id not in (from alive));

create or replace temp table vanished as
select event_id
from alive
where
    event_id in (from unmade)
    and event_id not in (select event_id from core.events)
    or event_id in (select event_id from core.events where start_date > getvariable('window_to'));

create or replace temp table latest as
select *
from core.event_history
where event_id in (select event_id from visible) or event_id in (from vanished)
qualify row_number() over (partition by event_id order by sequence desc) = 1;

insert into core.event_history
with
versions as (
    select
        visible.event_id,
        coalesce(latest.sequence + 1, 0) as sequence,
        case
            when latest.event_id is null then 'new'
            when latest.kind = 'deleted' then 'back'
            when
                visible.content ->> 'status' <> latest.content ->> 'status'
                and visible.content ->> 'status' in ('cancelled', 'delisted', 'postponed')
                then visible.content ->> 'status'
            when
                visible.content ->> 'status' <> latest.content ->> 'status'
                and latest.content ->> 'status' in ('cancelled', 'delisted', 'postponed')
                then 'back'
            when
                [visible.content ->> 'start_date', visible.content ->> 'start_at']
                <> [latest.content ->> 'start_date', latest.content ->> 'start_at']
                then 'moved'
            else 'changed'
        end as kind,
        null::text as merged_into,
        visible.content,
    from visible
    left join latest using (event_id)
    where
        (latest.event_id is null or latest.kind = 'deleted' or latest.digest <> md5(visible.content::text))
        -- Called off before anybody heard of it, and over: no news.
        and not (
            latest.event_id is null
            and visible.content ->> 'status' in ('cancelled', 'delisted')
            and last_day < getvariable('today')
        )
),

-- Published and still to come, but not there any more: said once, with the event it has become part of.
deletions as (
    select
        latest.event_id,
        latest.sequence + 1 as sequence,
        'deleted' as kind,
        groups.group_id as merged_into,
        '{}'::json as content,
    from latest
    semi join vanished using (event_id)
    left join core.groups on groups.event_id = latest.event_id and groups.group_id <> latest.event_id
    where
        core.last_day(
            (latest.content ->> 'start_date')::date,
            (latest.content ->> 'end_date')::date,
            make_timestamptz((latest.content ->> 'end_at')::bigint * 1000000),
            latest.content ->> 'timezone'
        ) >= getvariable('today')
),

together as (
    from versions
    union all by name
    from deletions
)

select
    coalesce((select max(change) from core.event_history), 0)
    + row_number() over (order by event_id) as change,
    event_id,
    sequence,
    getvariable('as_of') as changed_at,
    kind,
    md5(content::text) as digest,
    merged_into,
    content,
from together;
