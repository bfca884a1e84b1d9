-- One row per word that says in which town everything is, and so not where: towns of addresses, and what many
-- partners bear in their names.
create or replace temp table match_towns as
with
spelled as (
    select
        unnest(string_split(match_fold(name), ' ')) as word,
        partner_id,
    from cluster_partners
)

select unnest(string_split(match_fold(city), ' ')) as word
from (select distinct city from core.listings)
where city <> ''
union
select word
from spelled
group by word
having
    count(distinct partner_id) >= 3
    and 5 * count(distinct partner_id) >= (select count(*) from cluster_partners)
    and word not in (select word from match_vocabulary)
    and length(word) >= 4;
