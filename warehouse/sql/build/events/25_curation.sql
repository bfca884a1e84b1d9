-- People have the last word: fields they set or clear, events they hide.
create or replace temp table corrections as
select
    published_id as event_id,
    map_from_entries(list({
        'field': field, 'said': {'text': text, 'texts': texts, 'day': day, 'instant': instant},
    })) as told,
from (
    from core.decisions
    where verb in ('set', 'clear')
    -- Of several that were one by one about events that are one now, the word about the event itself counts.
    qualify row_number() over (partition by published_id, field order by event_id <> published_id, position desc) = 1
)
group by published_id;

create or replace temp macro is_told(told, field) as map_contains(told, field);
create or replace temp macro line_told(told, field, was) as
    if(is_told(told, field), coalesce(told[field].text, ''), was);
create or replace temp macro code_told(told, field, was) as if(is_told(told, field), told[field].text, was);
create or replace temp macro list_told(told, field, was) as
    if(is_told(told, field), coalesce(told[field].texts, []), was);

-- Another day, and no word about the end: it keeps its time of day and moves along.
create or replace temp macro moved_end(end_at, days, timezone) as
    timezone(timezone, timezone(timezone, end_at) + to_days(days::integer));

update built
set
    title = line_told(told, 'title', title),
    status = line_told(told, 'status', status),
    url = line_told(told, 'url', url),
    description = line_told(told, 'description', description),
    description_html = if(is_told(told, 'description'), '', description_html),
    attendance = code_told(told, 'attendance', attendance),
    availability = code_told(told, 'availability', availability),
    online_url = line_told(told, 'online_url', online_url),
    price_text = line_told(told, 'price', price_text),
    registration_url = line_told(told, 'registration_url', registration_url),
    registration_deadline = if(
        is_told(told, 'registration_deadline'), told['registration_deadline'].day, registration_deadline
    ),
    place_name = line_told(told, 'place.name', place_name),
    street = line_told(told, 'place.street', street),
    postal_code = line_told(told, 'place.postal_code', postal_code),
    city = line_told(told, 'place.city', city),
    -- The old place's.
    lat = if(is_told(told, 'place.name') or is_told(told, 'place.street') or is_told(told, 'place.city'), null, lat),
    lon = if(is_told(told, 'place.name') or is_told(told, 'place.street') or is_told(told, 'place.city'), null, lon),
    topics = list_told(told, 'topics', topics),
    levels = list_told(told, 'levels', levels),
    groups = list_told(told, 'groups', groups),
    formats = list_told(told, 'formats', formats),
    categories = list_told(told, 'categories', categories),
    languages = list_told(told, 'languages', languages),
from corrections
where corrections.event_id = built.event_id;

create or replace temp table times_told as
with
starts as (
    select
        event_id,
        told,
        timezone,
        start_date as date_before,
        end_date as end_date_before,
        end_at as end_before,
        if(is_told(told, 'start'), told['start'].instant, start_at) as start_at,
        if(
            is_told(told, 'start'),
            coalesce(told['start'].day, timezone(timezone, told['start'].instant)::date),
            start_date
        ) as start_date,
    from built
    inner join corrections using (event_id)
    where is_told(told, 'start') or is_told(told, 'end')
)

select
    event_id,
    start_at,
    start_date,
    if(
        is_told(told, 'end'),
        told['end'].instant,
        moved_end(end_before, start_date - date_before, timezone)
    ) as end_at,
    if(
        is_told(told, 'end'),
        told['end'].day,
        end_date_before + (start_date - date_before)::integer
    ) as end_date,
from starts;

-- An end that does not fit the start is none.
update built
set
    start_date = times_told.start_date,
    start_at = times_told.start_at,
    end_date = if(
        times_told.start_at is null and times_told.end_date > times_told.start_date, times_told.end_date, null
    ),
    end_at = if(times_told.end_at > times_told.start_at, times_told.end_at, null),
from times_told
where times_told.event_id = built.event_id;

delete from built
where event_id in (select published_id from core.decisions where verb = 'hide');
