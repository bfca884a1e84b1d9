-- An event's versions are numbered from 0 without a gap, in the order of their changes.
select
    event_id,
    sequence,
from core.event_history
qualify sequence <> row_number() over (partition by event_id order by change) - 1;
