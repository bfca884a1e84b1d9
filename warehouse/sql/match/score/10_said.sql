-- One row per two texts to compare, in this direction: how much of each word of the first the second says.
create or replace temp table match_words as
select
    title_key as key,
    any_value(title) as words,
from core.match_features
where title_key in (select title_a from match_candidates union select title_b from match_candidates)
group by title_key
union all
select
    place_key as key,
    any_value(place) as words,
from core.match_features
where place_key in (select place_a from match_candidates union select place_b from match_candidates)
group by place_key
union all
select
    home_key as key,
    any_value(home) as words,
from core.match_features
where home_key in (select home_a from match_candidates union select home_b from match_candidates)
group by home_key;

create or replace temp table match_said_words as
with
pairs as (
    select title_a as key_a, title_b as key_b from match_candidates
    union
    select title_b, title_a from match_candidates
    union
    select place_a, place_b from match_candidates
    union
    select place_b, place_a from match_candidates
    union
    select place_a, home_b from match_candidates
    union
    select place_b, home_a from match_candidates
),

plain as (
    select
        key_a,
        key_b,
        a.words.weights as weights_a,
        a.words.total as total_a,
        a.words.stems as stems_a,
        a.words.initials as initials_a,
        a.words.acronyms as acronyms_a,
        b.words.stems as stems_b,
        b.words.plain as plain_b,
        b.words.initials as initials_b,
        b.words.acronyms as acronyms_b,
    from pairs
    inner join match_words as a on key_a = a.key
    inner join match_words as b on key_b = b.key
)

select
    key_a,
    key_b,
    match_said(stems_a, initials_a, acronyms_a, stems_b, plain_b, initials_b, acronyms_b)::double[] as said,
    list_dot_product(said, weights_a) / nullif(total_a, 0) as share,
from plain;
