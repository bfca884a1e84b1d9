-- One row per source and local date: how its last run of that date went.
create table ops.source_nights (
    night_date date not null,
    source_id text not null,
    as_of timestamptz not null,
    state text not null, -- ok, unchanged, failed, empty, held
    message text not null,
    primary key (night_date, source_id),
);

-- One row per run that was published.
create table ops.runs (
    as_of timestamptz primary key,
    night_date date not null,
);

-- One row per source whose changed state a person has accepted; the next run believes it.
create table ops.accepted (
    source_id text primary key,
);

-- One row per problem of a reading that is held.
create table ops.problems (
    source_id text not null,
    reading_id text not null,
    severity text not null,
    code text not null,
    detail text not null,
    title text not null,
    uid text not null,
    url text not null,
    line integer,
);

-- One row per change of what is published: when it came about.
create table ops.contents (
    digest text not null,
    generated_at timestamptz not null,
);
