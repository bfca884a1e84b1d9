-- One row per value of a facet of the event $id: the source and the words it was read from.
with
told as (
    select
        source_id,
        place_in_line,
        unnest(evidence, recursive := true),
    from core.listed
    where published_id = $id
)

select
    source_id,
    facet,
    value,
    field,
    words,
from told
group by all
order by facet, value, min(place_in_line), source_id, field, words;
