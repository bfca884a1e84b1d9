-- Readings and problems of tonight come in; those of pages that a whole source no longer has go.
-- Reads tonight_readings, tonight_problems, tonight_visits (source_id, reading_id) and
-- tonight_sources (source_id, is_whole: read to its end and believed).
delete from raw.readings
where
    source_id not in (select source_id from tonight_all_sources)
    or source_id in (select source_id from tonight_sources where is_whole)
    and (source_id, reading_id) not in (select (source_id, reading_id) from tonight_visits);

insert or replace into raw.readings
select * from tonight_readings;

delete from ops.problems
where
    (source_id, reading_id) not in (select (source_id, reading_id) from raw.readings)
    or (source_id, reading_id) in (select (source_id, reading_id) from tonight_readings);

insert into ops.problems
select * from tonight_problems;
