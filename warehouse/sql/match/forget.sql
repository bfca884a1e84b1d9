-- What was compared by other rules is worth nothing.
drop table if exists core.match_features;
drop table if exists core.match_keys;
drop table if exists core.match_scores;

create or replace table core.match_rules as
select getvariable('match_rules') as rules;
