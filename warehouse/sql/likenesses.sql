-- One row per pair of an arrival that is not recognised yet and a listing of its source that is not shown any
-- more: how alike they are, from 0 to 1, or more where a name leads from one to the other. Only pairs that may
-- be the same event.
with
unknown as (
    select
        *,
        count(*) over by_title as same_title,
        row_number() over (by_title order by start_key, row_id) as nth,
        min(title) over by_url = max(title) over by_url as is_url_of_one,
    from arrivals
    where row_id not in (select row_id from recognised)
    window
        by_title as (partition by source_id, title),
        by_url as (partition by source_id, url)
),

missing as (
    select
        *,
        count(*) over by_title as same_title,
        row_number() over (by_title order by start_date, start_at, event_id) as nth,
        min(title) over by_url = max(title) over by_url as is_url_of_one,
    from (
        from standing
        where
            not is_shown
            and last_day >= getvariable('today')
            and event_id not in (select event_id from recognised)
        qualify row_number() over (partition by source_id, event_id order by start_date, start_at, title) = 1
    )
    window
        by_title as (partition by source_id, title),
        by_url as (partition by source_id, url)
),

pairs as (
    select
        unknown.row_id,
        missing.event_id,
        jaro_winkler_similarity(lower(unknown.title), lower(missing.title)) as title_likeness,
        len(list_intersect(string_split(lower(unknown.title), ' '), string_split(lower(missing.title), ' ')))
        / greatest(len(list_distinct(string_split(lower(missing.title), ' '))), 1) as shared_words,
        -- What goes on for days may be shown from any of them on.
        if(
            unknown.start_date between missing.start_date and missing.last_day,
            least(1, unknown.start_date - missing.start_date),
            abs(unknown.start_date - missing.start_date)
        ) as days,
        unknown.start_date = missing.start_date
        and unknown.start_at is not distinct from missing.start_at as is_same_start,
        unknown.url = missing.url and unknown.url <> '' as is_same_url,
        unknown.place_name = missing.place_name and unknown.place_name <> '' as is_same_place,
        unknown.same_title = 1 and missing.same_title = 1 as is_unmistakable,
        -- As many of that title now as before: the first of them is the first.
        unknown.same_title = missing.same_title and unknown.nth = missing.nth as is_same_place_in_line,
        -- Dates of one series, which may have another title and another time at once.
        unknown.uid = missing.uid and unknown.id_trust <> 'never' and (unknown.is_dated or missing.occurrence <> '')
        or is_same_url and unknown.is_url_of_one and missing.is_url_of_one as is_same_series,
    from unknown
    inner join missing using (source_id)
),

alike as (
    select
        row_id,
        event_id,
        least(
            1,
            0.5 * if(is_same_series, 1, title_likeness)
            + 0.3 * if(is_same_start, 1, greatest(0, 1 - days / 15.0) * 0.8)
            + 0.1 * is_same_place::int
            + 0.1 * is_same_url::int
            + 0.1 * (is_same_place_in_line and (title_likeness = 1 or is_same_series))::int
        ) as likeness,
    from pairs
    where
        -- moved: the same words on another day near by, or far away if there is no other of that title
        title_likeness >= 0.95 and (days <= 14 or is_unmistakable and title_likeness = 1)
        -- renamed: the same start, and words or an address in common
        or is_same_start and (title_likeness >= 0.8 or shared_words >= 0.4 or is_same_url)
        -- both at once: the same address, or a date of the same series
        or is_same_url and days <= 60 and (title_likeness >= 0.75 or shared_words >= 0.4)
        or is_same_series and days <= 14
),

-- Names whose event or whose arrival was taken by a better one are good enough for what is left.
named as (
    select
        row_id,
        event_id,
        2 - place / 10 as likeness,
    from claims
    where
        row_id not in (select row_id from recognised)
        and event_id not in (select event_id from recognised)
)

select
    row_id,
    event_id,
    max(likeness) as likeness,
from (from alike union all from named)
group by row_id, event_id
order by likeness desc, row_id, event_id;
