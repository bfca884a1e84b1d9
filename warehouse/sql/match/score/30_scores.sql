-- What speaks for one event and what against it, in one weight, with its reason; and what a rule bars.
insert into core.match_scores
with
facts as (
    select
        likenesses.*,
        abs(a.start_minute - b.start_minute) as minutes,
        abs(epoch(a.end_at) - epoch(b.end_at)) / 60 as end_minutes,
        a.page = b.page and a.page <> ''
        or length(a.page) > 12 and contains(b.text, a.page)
        or length(b.page) > 12 and contains(a.text, b.page) as is_same_page,
        (a.partner_rank = 1) <> (b.partner_rank = 1) as is_retold,
        match_differ(a.labels, b.labels) as is_other_group,
        match_differ(a.wordings, b.wordings) as is_for_others,
        case
            when a.is_online and b.is_online then 'both online'
            when a.is_online then if(b.place.total > 0, 'other place', 'place open')
            when b.is_online then if(a.place.total > 0, 'other place', 'place open')
            when not contains(a.town, b.town) and not contains(b.town, a.town) then 'other place'
            when a.spot = b.spot then 'same place'
            when a.street <> b.street then 'other place'
            when least(place_a, place_b) >= 0.8 then 'same place'
            when a.spot <> b.spot then 'other place'
            when place_a >= 0.75 and place_a * a.place.total > 0.9 then 'same place'
            when place_b >= 0.75 and place_b * b.place.total > 0.9 then 'same place'
            when a.host <> b.host then 'other place'
            when greatest(place_a, place_b) >= 0.4 or house >= 0.5 or a.host = b.host then 'like place'
            when a.host = b.partner_id and b.partner_rank = 1 and b.spot is null then 'like place'
            when b.host = a.partner_id and a.partner_rank = 1 and a.spot is null then 'like place'
            when a.spot is null and a.home_spot = b.spot or b.spot is null and b.home_spot = a.spot then 'like place'
            when place_a is null or place_b is null then 'place open'
            -- A street that nobody names and a name without a street may be one place.
            when a.street is not null and a.parts = [''] and b.spot is null then 'place open'
            when b.street is not null and b.parts = [''] and a.spot is null then 'place open'
            else 'other place'
        end as venue,
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
            when is_other_group then 'other group'
            when a.is_opening <> b.is_opening and moment <> 'same start' then 'opening'
            when (a.last_day > a.first_day) <> (b.last_day > b.first_day) and a.is_part <> b.is_part then 'part of it'
            when a.source_id = b.source_id and (
                least(title_a, title_b) < 0.9
                or a.start_minute is distinct from b.start_minute
                or a.first_day <> b.first_day
                or venue = 'other place'
                or a.labels <> b.labels
                or a.wordings <> b.wordings
            ) then 'two of one source'
        end as bar,
    from match_likenesses as likenesses
    inner join core.match_features as a on event_id_a = a.event_id
    inner join core.match_features as b on event_id_b = b.event_id
),

weighed as (
    select
        event_id_a,
        event_id_b,
        -6 + 4 * greatest(title_a, title_b) + 3 * least(title_a, title_b) + 0.7 * least(shared, 2)
        + case venue
            when 'same place' then 2.5 when 'like place' then 1.5 when 'both online' then 1 when 'place open' then 0
            else -5
        end
        + case moment
            when 'same days' then 2 when 'same start' then 1.5 when 'doors' then 1 when 'same day' then 0.5
            when 'nearly same start' then 0 when 'half an hour apart' then -1.5 when 'other days' then -1.5
            else -4
        end
        + case when end_minutes = 0 then 0.5 when end_minutes > 30 then -0.5 else 0 end
        + if(is_same_page, 2.5, 0) + if(is_retold, 0.5, 0) - if(is_for_others, 4, 0) as weight,
        concat_ws(
            ', ', bar, format('title {:.0f} % and {:.0f} %', 100 * title_a, 100 * title_b), moment, venue,
            if(is_same_page, 'same page', null), if(end_minutes = 0, 'same end', null),
            if(is_for_others, 'for others', null)
        ) as reason,
        bar is not null as is_barred,
    from facts
)

from weighed
where weight >= getvariable('match_threshold') - 3;
