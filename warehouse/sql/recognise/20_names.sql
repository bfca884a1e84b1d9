-- One row per name that an arrival goes by within its source, the one it is minted from first: the source's
-- own id, the address of its page, its words and start. A name that several share is told apart by the start,
-- and so is an id that all dates of a series have. An id that is another one every night is no name.
create or replace temp table names as
with
spelled as (
    select
        row_id,
        source_id,
        start_key,
        id_trust = 'never' as is_nameless,
        unnest([
            {
                'kind': 'id', 'place': 1,
                'name': if(
                    id_trust = 'never',
                    null,
                    'uid|' || uid || '|' || occurrence || if(is_id_per_date, '', '|' || start_key)
                ),
            },
            {'kind': 'url', 'place': 2, 'name': if(url = '', null, 'url|' || url || '|' || occurrence)},
            {'kind': 'words', 'place': 3, 'name': 'text|' || lower(title) || '|' || start_key},
        ], recursive := true),
    from arrivals
),

shared as (
    select
        *,
        count(*) over (partition by source_id, name) > 1 as is_shared,
    from spelled
    where name is not null
),

-- Where a source gives ids, an address that several events share names none of them.
told_apart as (
    select
        row_id,
        source_id,
        kind,
        place,
        if(is_shared and kind <> 'words', name || '|' || start_key, name) as name,
    from shared
    where not (is_shared and kind = 'url' and not is_nameless)
)

select
    row_id,
    source_id,
    kind,
    place,
    if(
        count(*) over (partition by source_id, name) = 1,
        name,
        name || '#' || row_number() over (partition by source_id, name order by row_id)
    ) as name,
from told_apart;
