-- One row per listing that matching has seen as it is: what is compared, and where it was found to be.
create table if not exists core.match_features (
    event_id text not null, -- of the listing alone
    digest ubigint not null, -- of what the rest was made from
    source_id text not null,
    partner_id text not null,
    partner_rank integer not null,
    partner text not null, -- its name, folded
    first_day date not null,
    last_day date not null,
    start_at timestamptz,
    end_at timestamptz,
    start_minute integer, -- of the local day; null: all day
    is_online boolean not null,
    url text not null,
    page text not null, -- the address folded, without its scheme; empty if it is only the partner's homepage
    title_key ubigint not null,
    place_key ubigint not null,
    home_key ubigint not null,
    title struct(stems text[], weights double[], total double, plain text, initials text, acronyms text[]) not null,
    place struct(stems text[], weights double[], total double, plain text, initials text, acronyms text[]) not null,
    home struct(stems text[], weights double[], total double, plain text, initials text, acronyms text[]) not null,
    parts text[] not null, -- of the place's name, folded
    street text, -- with the number
    town text not null,
    text text not null,
    labels text[] not null, -- which session it is: "gruppe=a"
    rooms text[] not null, -- in which room or branch: "saal=2"
    wordings text[] not null, -- for whom: "fur=kinder"
    clocks integer[] not null, -- times named in the text, in minutes
    names_doors boolean not null,
    is_opening boolean not null,
    is_part boolean not null,
    spot text, -- the street, or the one known for the place's name
    host text, -- the partner in whose house it is
    home_spot text, -- the street of the listing's partner, if it announces its own events
);

-- One row per sign by which a listing may find another: a day with a word, a place or an address.
create table if not exists core.match_keys (
    event_id text not null,
    key ubigint not null,
);

-- One row per sign that too many share, and per part of those that share it that is still too many.
create table if not exists core.match_crowds (
    key ubigint not null,
    block ubigint not null,
);

-- One row per word that says in which town everything is.
create table if not exists core.match_towns (
    word text primary key,
);

-- One row per pair that a person should look at, as grouping left it.
create table if not exists core.match_doubted (
    event_id_a text not null,
    event_id_b text not null,
    because text not null,
);

-- One row per listing that a person decided about.
create table if not exists core.match_named (
    event_id text not null,
);

-- One row per compared pair that has something in common, and that no rule keeps apart beyond question.
create table if not exists core.match_scores (
    event_id_a text not null,
    event_id_b text not null,
    weight double not null,
    reason text not null,
    is_barred boolean not null, -- a rule keeps them apart
);
