-- What was compared by other rules is worth nothing.
drop table if exists core.match_features;
drop table if exists core.match_keys;
drop table if exists core.match_scores;
drop table if exists core.match_crowds;
drop table if exists core.match_towns;
drop table if exists core.match_doubted;
drop table if exists core.match_named;

create or replace table core.match_rules as
select getvariable('match_rules') as rules;
