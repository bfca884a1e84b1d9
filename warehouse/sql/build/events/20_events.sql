-- One row per event that is built tonight: when and what by the listing that counts most, the rest from whoever says it.
create or replace temp table built as
with
listed as (
    from core.listed_among('rebuilt_listings')
),

-- Who lists it, once a page; who does not any more only if nobody does.
listed_by as (
    select
        published_id,
        list(
            {'source_id': source_id, 'partner_id': partner_id, 'url': url, 'stale_since': stale_since}
            order by place_in_line
        ) as listings,
    from (
        from listed
        qualify
            row_number() over (partition by published_id, source_id, url order by place_in_line) = 1
            and (not is_gone or bool_and(is_gone) over (partition by published_id))
    )
    group by published_id
),

-- What the first in line does not say is taken from the next who does.
said as (
    select
        published_id,
        -- Whose event it is does not change because his page shows it no more.
        first(
            {'partner_id': partner_id, 'partner_name': partner_name, 'partner_homepage': partner_homepage}
            order by partner_rank, source_id
        ) as organizer,
        first(url order by place_in_line) filter (url <> '') as url,
        first(
            {'plain': description, 'html': coalesce(description_html, '')}
            order by place_in_line
        ) filter (description <> '') as description,
        first(availability order by place_in_line) filter (availability is not null) as availability,
        first(attendance order by place_in_line) filter (attendance is not null) as attendance,
        first(online_url order by place_in_line) filter (online_url <> '') as online_url,
        first(
            {'text': price_text, 'is_free': is_free, 'amounts': amounts, 'currency': currency}
            order by place_in_line
        ) filter (price_text <> '' or is_free is not null or len(amounts) > 0) as price,
        first(is_registration_required order by place_in_line)
            filter (is_registration_required is not null) as is_registration_required,
        first({'min': class_min, 'max': class_max} order by place_in_line)
            filter (coalesce(class_min, class_max) is not null) as classes,
        first({'min': age_min, 'max': age_max} order by place_in_line)
            filter (coalesce(age_min, age_max) is not null) as ages,
        first({'wheelchair': wheelchair, 'text': accessibility_text} order by place_in_line)
            filter (wheelchair || accessibility_text <> '') as access,
        first(registration_url order by place_in_line) filter (registration_url <> '') as registration_url,
        first(registration_deadline order by place_in_line)
            filter (registration_deadline is not null) as registration_deadline,
        first(
            {
                'place_name': place_name, 'street': street, 'postal_code': postal_code, 'city': city,
                'lat': lat, 'lon': lon,
            }
            order by place_in_line
        ) filter (place_name || street || city <> '') as place,
        list_sort(list_distinct(flatten(list(categories)))) as categories,
        list_sort(list_distinct(flatten(list(topics)))) as topics,
        list_sort(list_distinct(flatten(list(levels)))) as levels,
        list_sort(list_distinct(flatten(list(groups)))) as groups,
        list_sort(list_distinct(flatten(list(formats)))) as formats,
        list_sort(list_distinct(flatten(list(languages)))) as languages,
    from listed
    group by published_id
)

select
    published_id as event_id,
    first_in_line.title,
    first_in_line.status,
    first_in_line.start_date,
    first_in_line.start_at,
    first_in_line.end_date,
    first_in_line.end_at,
    first_in_line.timezone,
    said.organizer.partner_id as partner_id,
    said.organizer.partner_name as partner_name,
    said.organizer.partner_homepage as partner_homepage,
    coalesce(said.url, '') as url,
    coalesce(said.description.plain, '') as description,
    coalesce(said.description.html, '') as description_html,
    said.availability,
    said.attendance,
    coalesce(said.online_url, '') as online_url,
    coalesce(said.place.place_name, '') as place_name,
    coalesce(said.place.street, '') as street,
    coalesce(said.place.postal_code, '') as postal_code,
    coalesce(said.place.city, '') as city,
    said.place.lat as lat,
    said.place.lon as lon,
    coalesce(said.price.text, '') as price_text,
    said.price.is_free as is_free,
    coalesce(said.price.amounts, []) as amounts,
    coalesce(said.price.currency, '') as currency,
    said.is_registration_required,
    said.classes.min as class_min,
    said.classes.max as class_max,
    said.ages.min as age_min,
    said.ages.max as age_max,
    coalesce(said.access.wheelchair, '') as wheelchair,
    coalesce(said.access.text, '') as accessibility_text,
    coalesce(said.registration_url, '') as registration_url,
    said.registration_deadline,
    said.categories,
    said.topics,
    said.levels,
    said.groups,
    said.formats,
    said.languages,
    coalesce(first_in_line.school_holidays, []) as school_holidays,
    if(
        first_in_line.occurrence = '',
        '',
        substr(
            sha256(
                first_in_line.source_id
                || '|series|'
                || if(first_in_line.uid = '', first_in_line.url, first_in_line.uid)
            ),
            1,
            16
        )
    ) as series_id,
    listed_by.listings,
from (from listed where place_in_line = 1) as first_in_line
inner join said using (published_id)
inner join listed_by using (published_id);
