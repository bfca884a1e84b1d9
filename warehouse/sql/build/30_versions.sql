-- A person would notice: the version counts up. What nobody sees (who else lists it, how old it is) does not.
create or replace temp table visible as
select
    event_id,
    md5(to_json({
        'title': title, 'url': url, 'description': description, 'status': status,
        'availability': availability, 'timezone': timezone,
        'start': [start_date::text, start_at::text], 'end': [end_date::text, end_at::text],
        'place': [place_name, street, postal_code, city, lat::text, lon::text],
        'attendance': [attendance, online_url], 'organizer': [partner_id, partner_name],
        'facets': [topics, levels, groups, formats, languages, categories],
        'price': price_text, 'registration': [registration_url, registration_deadline::text],
    })::text) as digest,
from core.events;

update core.event_versions
set
    visible = visible.digest,
    sequence = sequence + 1,
    modified_at = getvariable('as_of'),
from visible
where event_versions.event_id = visible.event_id and event_versions.visible <> visible.digest;

insert into core.event_versions
select
    event_id,
    digest as visible,
    0 as sequence,
    getvariable('as_of') as created_at,
    getvariable('as_of') as modified_at,
from visible
anti join core.event_versions using (event_id);
