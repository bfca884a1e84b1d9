-- One row per pair worth comparing: a day, and a word, a place or an address in common; not two sessions of
-- one source, nor two streets.
insert into core.match_keys
with
signs as (
    select
        event_id,
        if(last_day > first_day, [first_day::text, 'to ' || last_day::text], [first_day::text]) as days,
        list_transform(
            list_filter(title.stems, lambda stem, i: title.weights[i] >= least(1, list_max(title.weights))),
            lambda stem: 'title ' || stem[:5]
        )
        || list_transform(
            list_filter(place.stems, lambda stem, i: place.weights[i] = 1), lambda stem: 'place ' || stem[:6]
        )
        || list_transform(
            list_filter(home.stems, lambda stem, i: home.weights[i] = 1 and partner_rank = 1 and spot is null),
            lambda stem: 'place ' || stem[:6]
        )
        || list_transform(place.acronyms || [place.initials], lambda initials: 'place ' || initials)
        || if(spot is null, [], ['spot ' || spot])
        || if(url = '', [], ['url ' || url])
        || if(is_online, ['online'], []) as signs,
    from core.match_features
    semi join match_moved using (event_id)
)

select distinct
    event_id,
    hash(day, unnest(signs)) as key,
from (select * exclude (days), unnest(days) as day from signs);

create or replace temp table match_all_candidates as
with
known as (
    select
        event_id,
        key,
        source_id,
        start_minute,
        spot,
        url,
    from (
        from core.match_keys
        where key in (select key from core.match_keys semi join match_moved using (event_id))
    )
    inner join core.match_features using (event_id)
),

moved as (
    from known
    semi join match_moved using (event_id)
),

pairs as (
    select distinct
        least(moved.event_id, known.event_id) as event_id_a,
        greatest(moved.event_id, known.event_id) as event_id_b,
    from moved
    inner join known
        on
            moved.key = known.key
            and moved.event_id <> known.event_id
            and (
                moved.source_id <> known.source_id
                and coalesce(abs(moved.start_minute - known.start_minute) <= 60, true)
                or moved.start_minute is not distinct from known.start_minute
            )
            and (coalesce(moved.spot = known.spot, true) or moved.url = known.url and moved.url <> '')
)

select
    event_id_a,
    event_id_b,
    a.title_key as title_a,
    b.title_key as title_b,
    a.place_key as place_a,
    b.place_key as place_b,
    a.home_key as home_a,
    b.home_key as home_b,
    (row_number() over () - 1) // getvariable('match_at_once') as batch,
from pairs
inner join core.match_features as a on event_id_a = a.event_id
inner join core.match_features as b on event_id_b = b.event_id;
