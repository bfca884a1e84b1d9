-- One row per candidate: how far the words of the two titles, and of the two places, say each other.
create or replace temp table match_likenesses as
with
pairs as (
    select
        row_a,
        row_b,
        minutes,
        moment,
        bar as rule,
        a.title.stems as stems_a,
        b.title.stems as stems_b,
        a.title.weights as raw_a,
        b.title.weights as raw_b,
        said_a.said as said_a,
        said_b.said as said_b,
        a.text as text_a,
        b.text as text_b,
        concat_ws(' ', a.place.plain, a.home.plain, b.place.plain, b.home.plain) as venues,
        share_a.share as place_a,
        share_b.share as place_b,
        if(b.partner_rank = 1 and b.spot is null, house_a.share, 0) as house_a,
        if(a.partner_rank = 1 and a.spot is null, house_b.share, 0) as house_b,
    from match_candidates
    inner join core.match_features as a on row_a = a.rowid
    inner join core.match_features as b on row_b = b.rowid
    inner join match_said_words as said_a on said_a.key_a = title_a and said_a.key_b = title_b
    inner join match_said_words as said_b on said_b.key_a = title_b and said_b.key_b = title_a
    inner join match_said_words as share_a on share_a.key_a = place_a and share_a.key_b = place_b
    inner join match_said_words as share_b on share_b.key_a = place_b and share_b.key_b = place_a
    inner join match_said_words as house_a on house_a.key_a = place_a and house_a.key_b = home_b
    inner join match_said_words as house_b on house_b.key_a = place_b and house_b.key_b = home_a
),

-- A word of a title that only names the place is little sign of the event; one that the text says is some.
weighed as (
    select
        *,
        list_transform(list_zip(stems_a, raw_a), lambda word:
            word[2] * if(length(word[1]) >= 4 and contains(venues, word[1]), 0.3, 1)) as weights_a,
        list_transform(list_zip(stems_b, raw_b), lambda word:
            word[2] * if(length(word[1]) >= 4 and contains(venues, word[1]), 0.3, 1)) as weights_b,
        list_transform(list_zip(stems_a, said_a), lambda word:
            greatest(word[2], if(length(word[1]) >= 5 and contains(text_b, word[1]), 0.6, 0))) as told_a,
        list_transform(list_zip(stems_b, said_b), lambda word:
            greatest(word[2], if(length(word[1]) >= 5 and contains(text_a, word[1]), 0.6, 0))) as told_b,
    from pairs
)

select
    row_a,
    row_b,
    minutes,
    moment,
    rule,
    place_a,
    place_b,
    greatest(house_a, house_b) as house,
    greatest(list_dot_product(weights_a, said_a), list_dot_product(weights_b, said_b)) as shared,
    coalesce(list_dot_product(weights_a, told_a::double[]) / nullif(list_sum(weights_a), 0), 0) as title_a,
    coalesce(list_dot_product(weights_b, told_b::double[]) / nullif(list_sum(weights_b), 0), 0) as title_b,
from weighed;
