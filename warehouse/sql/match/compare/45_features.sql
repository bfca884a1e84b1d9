-- One row more per new listing: its time, its words, its place.
insert into core.match_features by name
with
descriptions as (
    select
        description,
        match_fold(description) as text,
        match_clocks(lower(description)) as clocks,
        regexp_matches(
            lower(description), 'einlass|türen|tueren|geöffnet|öffnung|doors|treff|ankunft|ankommen'
        ) as names_doors,
    from (select distinct description from match_changed)
)

select
    changed.event_id,
    changed.digest,
    changed.source_id,
    changed.partner_id,
    changed.partner_rank,
    homes.folded as partner,
    changed.first_day,
    changed.last_day,
    changed.start_at,
    changed.end_at,
    changed.start_minute,
    changed.is_online,
    changed.url,
    if(
        rtrim(changed.url, '/') = changed.homepage,
        '',
        match_fold(regexp_replace(changed.url, '^https?://(www\.)?', ''))
    ) as page,
    hash('title', changed.title) as title_key,
    hash('place', changed.place) as place_key,
    hash('home', changed.partner) as home_key,
    titles.words as title,
    places.words as place,
    homes.words as home,
    list_transform(
        string_split_regex(changed.place_name, '[,;()/|]|\s[-–—]\s'), lambda part: match_fold(part)
    ) as parts,
    match_street(changed.street) as street,
    match_fold(changed.city) as town,
    descriptions.text,
    list_sort(list_distinct(titles.labels)) as labels,
    list_sort(list_distinct(places.labels)) as rooms,
    list_sort(titles.wordings) as wordings,
    descriptions.clocks,
    descriptions.names_doors,
    regexp_matches(
        titles.folded, 'eroffnung|vernissage|finissage|preisverleihung|siegerehrung|auftakt'
    ) as is_opening,
    regexp_matches(titles.folded, 'fuhrung|workshop|vortrag|rundgang|gesprach|kurator') as is_part,
from match_changed as changed
inner join descriptions using (description)
inner join match_texts as titles on titles.worded = changed.title and titles.kind = 'title'
inner join match_texts as places on places.worded = changed.place and places.kind = 'place'
inner join match_texts as homes on homes.worded = changed.partner and homes.kind = 'place';
