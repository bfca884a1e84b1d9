-- One row per arrival that is recognised by a name: the event it has been all along. Each takes its best
-- claim, and each event its best claimant.
create or replace temp table recognised as
with
best_claims as (
    select *
    from claims
    qualify row_number() over (partition by row_id order by place, event_id) = 1
)

select
    row_id,
    event_id,
from best_claims
qualify row_number() over (partition by event_id order by place, row_id) = 1;
