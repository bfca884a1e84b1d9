-- One row per name of a place, or part of one: the words that tell it from others.
create or replace temp table match_names as
with
parts as (
    select distinct unnest(parts) as part
    from (select distinct parts from core.match_features)
    union
    select match_fold(name) as part
    from cluster_partners
),

spelled as (
    select
        part,
        unnest(string_split(part, ' ')) as spelling,
        generate_subscripts(string_split(part, ' '), 1) as position,
    from parts
),

words as (
    select
        spelled.*,
        coalesce(meant, spelling) as word,
        if(length(spelling) = 2 and meant is not null, spelling, left(spelling, 1)) as initial,
        coalesce(in_title, 1) > 0 and spelling <> '' as is_spelled,
        match_towns.word is not null as is_town,
        coalesce(in_place, 1) > 0
        and match_towns.word is null
        and not regexp_full_match(spelling, '[0-9]*') as is_telling,
    from spelled
    left join match_vocabulary on spelling = match_vocabulary.word
    left join match_towns on spelling = match_towns.word
),

gathered as (
    select
        part,
        list(word order by position) filter (is_telling) as words,
        string_agg(initial, '' order by position) filter (is_spelled) as initials,
        string_agg(initial, '' order by position) filter (is_spelled and not is_town) as initials_without_town,
    from words
    group by part
)

select
    *,
    array_to_string(words, ' ') as core,
from gathered
where len(words) > 0;
