-- One row per distinct title, place and partner's name of new listings: its words and their weights.
-- Reads match_vocabulary (word, meant, in_title, in_place, is_house).
create or replace temp table match_texts as
with
texts as (
    select
        title as worded,
        'title' as kind,
    from match_changed
    union
    select
        place as worded,
        'place' as kind,
    from match_changed
    union
    select
        partner as worded,
        'place' as kind,
    from match_changed
),

folded as (
    select
        *,
        match_fold(worded) as folded,
        if(
            worded = upper(worded),
            [],
            list_transform(regexp_extract_all(worded, '\b[A-ZÄÖÜ]{3,6}\b'), lambda caps: match_fold(caps))
        ) as acronyms,
    from texts
),

-- Years, classes and ages tell nothing; "3-D" is one word; "Ringstr." is "Ringstraße".
told as (
    select
        *,
        list_filter(
            string_split(
                case kind
                    when 'place' then regexp_replace(folded, '(strasse|str)\b', ' ', 'g')
                    else regexp_replace(
                        regexp_replace(
                            folded,
                            '\b(19|20)\d\d\b|\b\d+( bis | und | )?\d* (klassen?|jahren?|jahrgang)\b'
                            || '|\b(klassen?|jahrgang|jgst|stufe|ab)( \d+\b)+( bis | und )?\d*',
                            ' ', 'g'
                        ),
                        '\b(\d) d\b', '\1d', 'g'
                    )
                end,
                ' '
            ),
            lambda word: word <> ''
        ) as words,
    from folded
),

spelled as (
    select
        worded,
        kind,
        unnest(words) as word,
        generate_subscripts(words, 1) as position,
    from told
),

weighed as (
    select
        spelled.* exclude (word),
        coalesce(meant, word) as word,
        if(length(word) = 2 and meant is not null, word, left(word, 1)) as initial,
        case
            when match_towns.word is not null then 0
            when kind = 'title' then coalesce(in_title, case
                when length(word) < 3 then 0.35
                when regexp_matches(
                    word,
                    '(abend|vortrag|fuhrung|workshop|kurs|camp|programm|vorlesung|fortbildung|ausstellung|wettbewerb)$'
                ) then 0.5
                else 1
            end)
            when regexp_full_match(word, '[0-9]+') then 0
            when in_place is not null then in_place
            -- A kind of house ("Stadtteilbücherei") is not yet a house.
            when length(word) < 3 or regexp_matches(
                word,
                '(bucherei|bibliothek|schule|museum|haus|halle|universitat|zentrum|institut|gymnasium)$'
                || '|(kirche|stelle|filiale)$'
            ) then 0.35
            else 1
        end as weight,
        match_towns.word is not null as is_town,
    from spelled
    left join match_vocabulary using (word)
    left join match_towns using (word)
),

gathered as (
    select
        worded,
        kind,
        list(match_stem(word) order by position) as stems,
        list(weight order by position) as weights,
        sum(weight) as total,
        string_agg(word, '' order by position) as plain,
        string_agg(initial, '' order by position) as initials,
    from weighed
    where weight > 0 or is_town
    group by worded, kind
)

select
    told.worded,
    told.kind,
    told.folded,
    {
        'stems': coalesce(stems, []),
        'weights': coalesce(weights, []),
        'total': coalesce(total, 0),
        'plain': coalesce(plain, ''),
        'initials': coalesce(initials, ''),
        'acronyms': acronyms
    } as words,
    if(
        told.kind = 'place',
        match_place_labels(told.folded),
        match_title_labels(told.folded)
        || list_transform(regexp_extract_all(told.worded, '\((\d)\)', 1), lambda number: 'nr=' || number)
    ) as labels,
    if(told.kind = 'place', [], match_wordings(told.folded)) as wordings,
from told
left join gathered using (worded, kind);
