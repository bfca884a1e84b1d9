-- What speaks for one event and what against it, in one weight, with its reason; and what a rule bars.
insert into core.match_scores
with
facts as (
    select
        likenesses.*,
        a.event_id as event_id_a,
        b.event_id as event_id_b,
        abs(epoch(a.end_at) - epoch(b.end_at)) / 60 as end_minutes,
        a.page = b.page and a.page <> ''
        or length(a.page) > 12 and contains(b.text, a.page)
        or length(b.page) > 12 and contains(a.text, b.page) as is_same_page,
        (a.partner_rank = 1) <> (b.partner_rank = 1) as is_retold,
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
            when a.source_id = b.source_id and (least(title_a, title_b) < 0.9 or venue = 'other place')
                then 'two of one source'
            else rule
        end as bar,
    from match_likenesses as likenesses
    inner join core.match_features as a on row_a = a.rowid
    inner join core.match_features as b on row_b = b.rowid
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
    -- Two of one source are two unless nothing tells them apart, whatever else they have in common.
    where bar is distinct from 'two of one source'
)

from weighed
where weight >= getvariable('match_threshold') - 3;
