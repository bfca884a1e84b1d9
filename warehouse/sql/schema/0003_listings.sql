-- One row per listing that a source shows now, or showed when it was last believed.
create table core.listings (
    source_id text not null,
    reading_id text not null, -- of the page that shows it, or showed it last
    event_id text not null, -- its own; events that turn out to be one have a group
    first_seen_at timestamptz not null,
    gone_nights integer not null, -- on how many healthy nights it was not shown; 2 is delisted
    gone_on date, -- the last of them
    uid text not null,
    occurrence text not null,
    url text not null,
    title text not null,
    start_date date not null,
    start_at timestamptz, -- null: all day
    end_date date, -- exclusive, of all-day listings
    end_at timestamptz, -- of timed listings
    timezone text not null,
    status text not null,
    availability text,
    description text not null,
    place_name text not null,
    street text not null,
    postal_code text not null,
    city text not null,
    lat double,
    lon double,
    attendance text,
    online_url text not null,
    categories text[] not null,
    topics text[] not null,
    levels text[] not null,
    groups text[] not null,
    formats text[] not null,
    class_min integer,
    class_max integer,
    age_min integer,
    age_max integer,
    price_text text not null,
    is_free boolean,
    amounts double[] not null,
    currency text not null,
    registration_text text not null,
    is_registration_required boolean,
    registration_url text not null,
    registration_deadline date,
    languages text[] not null,
    audience_text text not null,
    wheelchair text not null,
    accessibility_text text not null,
    evidence struct(facet text, value text, field text, words text)[] not null,
    is_open boolean not null,
);

-- One row per name that a source ever had for a listing, and the event it belongs to. Never deleted.
create table core.event_ids (
    source_id text not null,
    name text not null,
    event_id text not null,
    minted_at timestamptz not null,
    primary key (source_id, name),
);

-- One row per listing's own event that was found to be another's: the id of the group it belongs to.
create table core.groups (
    event_id text primary key,
    group_id text not null,
);

-- One row per source and partner that was ever read: who lists an event stays known when a source is taken out.
create table core.sources (
    source_id text primary key,
    partner_id text not null,
    is_mixed boolean not null,
    is_active boolean not null,
);
create table core.partners (
    partner_id text primary key,
    name text not null,
    homepage text not null,
    rank integer not null,
);

-- One row per version of an event that a person would tell from the one before, numbered as they came about.
-- Sequence, created, modified, previous start and the list of changes come from here and from nowhere else.
create table core.event_history (
    change bigint primary key,
    event_id text not null,
    sequence integer not null, -- of this event's versions, from 0
    changed_at timestamptz not null,
    kind text not null, -- new, changed, moved, cancelled, delisted, back, deleted
    digest text not null, -- of what a person notices
    merged_into text, -- why it is deleted: it is this other event
    content json not null, -- what a person notices; {} when deleted
);

-- One row per version of a listing, small: the night it was first seen like this, and what it said then.
create table core.listing_history (
    event_id text not null,
    source_id text not null,
    changed_at timestamptz not null,
    digest text not null,
    content json not null,
);
