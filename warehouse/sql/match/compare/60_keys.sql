-- By which signs the new ones may find others: a day with the title, a word, a place or an address.
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
        || if(is_online, ['online'], [])
        || if(title.plain = '', [], ['whole ' || title.plain]) as signs,
    from core.match_features
    semi join match_moved using (event_id)
)

select distinct
    event_id,
    hash(day, unnest(signs)) as key,
from (select * exclude (days), unnest(days) as day from signs);

insert into match_asked
select distinct key
from core.match_keys
semi join match_moved using (event_id)
where key not in (from match_asked);
