-- What tells sessions of one kind apart, times that a text names, and streets, out of folded texts.
create or replace temp macro match_title_labels(title) as list_distinct(
    list_transform(
        regexp_extract_all(
            title,
            '\b(?:gruppe|kurs|block|teil|durchgang|modul|runde|team|staffel|folge|tag|level|session|part|termin)'
            || ' (?:[0-9]+|[a-h]|i{1,3}|iv)\b'
        ),
        lambda label: replace(label, ' ', '=')
    )
    || list_transform(
        regexp_extract_all(
            title, '\b[0-9]+ (?:gruppe|kurs|block|teil|durchgang|modul|runde|team|staffel|tag|vorlesung)\b'
        ),
        lambda label: split_part(label, ' ', 2) || '=' || split_part(label, ' ', 1)
    )
    || list_transform(
        regexp_extract_all(title, '\b(?:klassen?|jahrgang|jgst|stufe) ([0-9]+)\b', 1)
        || regexp_extract_all(title, '\b([0-9]+)(?: bis| und)?(?: [0-9]+)? (?:klassen?|jahrgang)\b', 1),
        lambda label: 'klasse=' || label
    )
    || if(regexp_matches(title, '\b(einsteiger|anfanger)'), ['niveau=1'], [])
    || if(contains(title, 'fortgeschritten'), ['niveau=2'], [])
);

-- For whom it is, in words that two partners may choose differently.
create or replace temp macro match_wordings(title) as list_transform(
    regexp_extract_all(title, '\bfur (kinder|jugendliche|erwachsene|senioren|lehrkrafte|familien)\b', 1),
    lambda label: 'fur=' || label
)
|| list_transform(
    regexp_extract_all(title, '\bab ([0-9]+)(?: jahren?)?\b', 1),
    lambda label: 'alter=' || label
);

create or replace temp macro match_place_labels(place) as list_transform(
    regexp_extract_all(
        place, '\b(?:raum|saal|horsaal|labor|pool|halle|zimmer|seminarraum|gebaude) (?:[a-z]?[0-9]+|[a-z])\b'
    ),
    lambda label: replace(label, ' ', '=')
)
|| list_transform(
    regexp_extract_all(
        place, '\b(?:zweigstelle|stadtteil[a-z]+|filiale|aussenstelle|nebenstelle|standort) ([a-z]+)\b', 1
    ),
    lambda branch: 'branch=' || branch
);

-- Both name a group (or room, or level), and of one kind none in common.
create or replace temp macro match_kinds(labels) as list_transform(labels, lambda label: split_part(label, '=', 1));

create or replace temp macro match_differ(a, b) as
len(list_intersect(match_kinds(a), match_kinds(b))) > len(list_distinct(match_kinds(list_intersect(a, b))));

create or replace temp macro match_clocks(said) as list_distinct(list_transform(
    regexp_extract_all(said, '\b((?:[01]?\d|2[0-3])(?:[.:][0-5]\d| ?uhr| ?h))\b', 1),
    lambda clock: regexp_extract(clock, '^\d+')::integer * 60
        + coalesce(try_cast(regexp_extract(clock, '[.:](\d\d)', 1) as integer), 0)
));

-- "Castroper Str. 67a" is castroper67: the street with the first number.
create or replace temp macro match_street(worded) as nullif(
    replace(
        regexp_extract(
            regexp_replace(match_fold(worded), '(strasse|str)\b', '', 'g'), '^[^0-9]*[a-z]{3}[^0-9]* [0-9]+'
        ),
        ' ', ''
    ),
    ''
);
