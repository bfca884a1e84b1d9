-- How texts are compared: folded to a-z, 0-9 and single spaces, umlauts like their two-letter spellings.
create or replace temp macro match_fold(worded) as trim(regexp_replace(
    replace(replace(replace(strip_accents(replace(
        translate(lower(worded), '''’‘`´' || chr(173), ''), 'ß', 'ss'
    )), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
    '[^a-z0-9]+', ' ', 'g'
));

-- What is left of a word without its endings, at least four letters.
create or replace temp macro match_stem(word) as
regexp_replace(word, '^(.{4,}?)(?:ungen|innen|ern|en|er|es|em|e|s|n)$', '\1');

-- How much of a word others say (0 to 1): its parts in a compound, a like beginning, or nearly the same.
create or replace temp macro match_partly_said(word, others) as greatest(
    least(1, list_sum(list_transform(others, lambda other: case
        when length(other) >= 4 and contains(word, other) then length(other)
        when length(other) >= 5 and other[:5] = word[:5] then 5
        else 0
    end)) / length(word)),
    list_max(list_transform(others, lambda other: case
        when jaro_winkler_similarity(word, other) >= 0.93 then 0.9
        when length(other) >= 5 and other[:5] = word[:5] then 0.6
        else 0
    end))
);

-- The same of every word in `a` (0 to 1): the word itself, within a compound, as initials, or in part.
create or replace temp macro match_said(stems_a, initials_a, acronyms_a, stems_b, plain_b, initials_b, acronyms_b) as
list_transform(stems_a, lambda word, i: case
    when length(word) >= 4 and contains(plain_b, word) then 1
    when length(word) < 4 and list_contains(stems_b, word) then 1
    when acronyms_a <> [] and list_contains(acronyms_a, word) and contains(initials_b, word) then 1
    when acronyms_b <> [] and len(list_filter(acronyms_b, lambda acronym:
        instr(initials_a, acronym) > 0
        and i between instr(initials_a, acronym) and instr(initials_a, acronym) + length(acronym) - 1)) > 0 then 1
    when length(word) < 5 or stems_b = [] then 0
    else match_partly_said(word, stems_b)
end);
