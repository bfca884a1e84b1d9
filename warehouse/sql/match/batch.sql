-- The candidates that are scored now.
create or replace temp table match_candidates as
from match_all_candidates
where batch = getvariable('match_batch');
