-- One row per pair of an arrival that no name leads to and a listing of its source that is not shown any
-- more: how alike they are, from 0 to 1. Only pairs that may be the same event.
with
unknown as (
    select
        *,
        count(*) over (partition by source_id, title) as same_title,
    from arrivals
    where row_id not in (select row_id from recognised)
),

missing as (
    select
        *,
        count(*) over (partition by source_id, title) as same_title,
    from standing
    where
        not is_shown
        and start_date >= getvariable('today')
        and event_id not in (select event_id from recognised)
),

pairs as (
    select
        unknown.row_id,
        missing.event_id,
        jaro_winkler_similarity(lower(unknown.title), lower(missing.title)) as title_likeness,
        len(list_intersect(string_split(lower(unknown.title), ' '), string_split(lower(missing.title), ' ')))
        / greatest(len(list_distinct(string_split(lower(missing.title), ' '))), 1) as shared_words,
        abs(unknown.start_date - missing.start_date) as days,
        unknown.start_date = missing.start_date
        and unknown.start_at is not distinct from missing.start_at as is_same_start,
        unknown.url = missing.url and unknown.url <> '' as is_same_url,
        unknown.place_name = missing.place_name and unknown.place_name <> '' as is_same_place,
        unknown.same_title = 1 and missing.same_title = 1 as is_unmistakable,
    from unknown
    inner join missing using (source_id)
)

select
    row_id,
    event_id,
    0.5 * title_likeness
    + 0.3 * if(is_same_start, 1, greatest(0, 1 - days / 15.0) * 0.8)
    + 0.1 * is_same_place::int
    + 0.1 * is_same_url::int as likeness,
from pairs
where
    -- moved: the same words on another day near by, or far away if there is no other of that title
    title_likeness >= 0.95 and (days <= 14 or is_unmistakable and title_likeness = 1)
    -- renamed: the same start, and words or an address in common
    or is_same_start and (title_likeness >= 0.8 or shared_words >= 0.4 or is_same_url)
    -- both at once: the same address
    or is_same_url and days <= 60 and (title_likeness >= 0.75 or shared_words >= 0.4)
order by likeness desc, row_id, event_id;
