-- Pairs of rows of core.match_features (row_a, row_b) in the table of this name: how their times go together,
-- and which rule keeps them apart whatever their words are.
create or replace temp macro match_ruled(pairs) as table
select
    row_a,
    row_b,
    abs(a.start_minute - b.start_minute) as minutes,
    case
        when a.first_day <> b.first_day and coalesce(a.start_minute, b.start_minute) is not null then 'other day'
        when minutes is null and (a.first_day <> b.first_day or a.last_day <> b.last_day) then 'other days'
        when minutes is null then if(a.last_day > a.first_day, 'same days', 'same day')
        when minutes = 0 then 'same start'
        when a.names_doors and list_contains(a.clocks, b.start_minute) then 'doors'
        when b.names_doors and list_contains(b.clocks, a.start_minute) then 'doors'
        when minutes <= 15 then 'nearly same start'
        when minutes <= 30 then 'half an hour apart'
        else 'other start'
    end as moment,
    case
        when moment in ('other day', 'other start') then moment
        when match_differ(a.rooms, b.rooms) then 'other room'
        when
            a.source_id = b.source_id
            and (
                a.start_minute is distinct from b.start_minute
                or a.first_day <> b.first_day
                or a.labels <> b.labels
                or a.rooms <> b.rooms
                or a.wordings <> b.wordings
            )
            then 'two of one source'
        when match_differ(a.labels, b.labels) then 'other group'
        when a.is_opening <> b.is_opening and moment <> 'same start' then 'opening'
        when (a.last_day > a.first_day) <> (b.last_day > b.first_day) and a.is_part <> b.is_part then 'part of it'
    end as bar,
from query_table(pairs)
inner join core.match_features as a on row_a = a.rowid
inner join core.match_features as b on row_b = b.rowid;
