/**
 * 企业资料, 证书查验 and the search index.
 *
 * The index is kept by triggers, in the transaction that writes the thing, whoever writes it: `search_entry` holds, for each
 * thing, the texts by which it is found (one a line) and the terms of domain/search/terms.ts. Pinyin comes from the table
 * `reading`, which db/write/search/readings.ts fills from a package; a character with several readings is found by each.
 */
import { sql, type Kysely } from 'kysely'

/** Ways of writing one name with all its readings, at most; beyond them a character is read in its usual way. */
const readingsMax = 16
/** Characters of a mail's subject or of one file name that are indexed, and files of one mail. */
const lineMax = 200
const filesMax = 50
/** Digits of a case number's serial: GX-2026-000123. */
const serialDigits = 6
/** What each kind is found by. */
const indexed = {
  person: 'name, id_last4',
  enterprise: 'name, credit_code',
  mail: 'subject, from_address, from_name',
} as const

const statements = [
  // --- 企业资料 ---------------------------------------------------------------------------------------------------------
  `alter table enterprise add column submitted_at timestamptz, add column papers_on_record text[] not null default '{}',
    add column papers_asked text[] not null default '{}'`,
  `create index enterprise_by_region on enterprise (region_code, id)`,
  `create table enterprise_file (
    id bigint generated always as identity primary key, enterprise_id bigint not null references enterprise,
    paper text not null, sha256 text not null, size bigint not null, type text not null,
    uploaded_by bigint not null references account, uploaded_at timestamptz not null default now(),
    unique (enterprise_id, paper, sha256))`,
  `create table enterprise_review (
    enterprise_id bigint not null references enterprise, version integer not null,
    outcome text not null check (outcome in ('approved', 'sentBack')), reasons text[] not null default '{}',
    reason_text text not null default '', reviewed_by bigint not null references account,
    reviewed_at timestamptz not null default now(), primary key (enterprise_id, version))`,
  // --- 证书查验 ---------------------------------------------------------------------------------------------------------
  `create table lookup_site (
    site text primary key, name text not null, address text not null, how_to text not null, version integer not null default 1,
    corrected_by bigint not null references account, corrected_at timestamptz not null default now())`,
  `create table certificate_check (
    id bigint generated always as identity primary key,
    certificate_id bigint not null references certificate on delete cascade,
    site text not null, result text not null check (result in ('agrees', 'differs', 'notFound', 'siteAway')),
    note text not null default '', key text not null unique, checked_by bigint not null references account,
    checked_at timestamptz not null default now())`,
  `create index certificate_check_by_certificate on certificate_check (certificate_id, id desc)`,
  // --- 删除虚假身份: what was asked for a person stays when the person's data goes -------------------------------------------
  `alter table request_row drop constraint request_row_person_id_fkey`,
  // Bytes that nothing refers to any more, until they are gone from the disk.
  `create table file_removal (sha256 text primary key, wanted_at timestamptz not null default now())`,
  // --- 检索 -------------------------------------------------------------------------------------------------------------
  `create table reading (hanzi text primary key, readings text[] not null)`,
  `create table reading_load (one boolean primary key default true check (one), sha256 text not null)`,
  `create table search_entry (
    kind text not null, subject_id bigint not null, texts text not null, terms text[] not null,
    primary key (kind, subject_id)) partition by list (kind)`,
  ...['person', 'enterprise', 'mail'].flatMap((kind) => [
    `create table search_${kind} partition of search_entry for values in ('${kind}')`,
    // Without a pending list: a search never has to read through what was written last.
    `create index search_${kind}_terms on search_${kind} using gin (terms) with (fastupdate = off)`,
  ]),
  // A case number is found by its serial; requests are many, and need no entries of their own.
  `create index request_by_serial on request (right(case_no, ${serialDigits}))`,
  // The same as searchKey in domain/search/key.ts.
  `create function search_key(given text) returns text language sql immutable parallel safe as $$
    select translate(lower(regexp_replace(normalize(given, NFKC),
      '[\\s!"#$%&''()*+,./:;<=>?\\[\\\\\\]^_\`{|}~\\u00b7\\u2010-\\u2027\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u3001-\\u3003\\u3008-\\u3011\\u3014-\\u301b\\u30fb\\ufeff-]', '', 'g')),
      'üÜ', 'vv') $$`,
  `create function search_is_plain(given text) returns boolean language sql immutable parallel safe as $$
    select octet_length(given) = char_length(given) $$`,
  // Pairs where a character is Chinese, threes of letters and digits: searchTerms in domain/search/terms.ts.
  `create function search_grams(line text) returns text[] language sql immutable parallel safe as $$
    with cut as materialized (select string_to_array(line, null) as c)
    select coalesce(array_agg(gram), '{}') from cut, generate_series(1, cardinality(c)) as at, lateral (values
      (case when at < cardinality(c) and not search_is_plain(c[at] || c[at + 1]) then c[at] || c[at + 1] end),
      (case when at + 1 < cardinality(c) and search_is_plain(c[at] || c[at + 1] || c[at + 2])
        then c[at] || c[at + 1] || c[at + 2] end)) as grams(gram)
    where gram is not null $$`,
  // Each way of reading a name: spelled out, and by its initials. Letters and digits stand for themselves.
  `create function search_spelled(line text, out spelled text[], out initials text[]) language plpgsql stable as $$
    declare one text; found text[]; ways integer := 1;
    begin
      spelled := array['']; initials := array[''];
      if line = '' then return; end if;
      foreach one in array string_to_array(line, null) loop
        found := null;
        if not search_is_plain(one) then select readings into found from reading where hanzi = one; end if;
        found := coalesce(found, array[one]);
        if ways * cardinality(found) > ${readingsMax} then found := found[1:1]; end if;
        ways := ways * cardinality(found);
        select array_agg(way || read), array_agg(short || left(read, 1)) into spelled, initials
          from unnest(spelled, initials) as ways(way, short), unnest(found) as reads(read);
      end loop;
    end $$`,
  `create function search_put(of_kind text, id bigint, lines text[], name text, marked text[]) returns void
      language plpgsql as $$
    declare spelled text[] := '{}'; initials text[] := '{}'; found_by text[]; line text; all_texts text;
    begin
      if name is not null then select s.spelled, s.initials into spelled, initials from search_spelled(name) as s; end if;
      found_by := marked;
      foreach line in array lines || spelled || initials loop found_by := found_by || search_grams(line); end loop;
      select found_by || coalesce(array_agg(distinct '~' || substr(short, at, 2)), '{}') into found_by
        from unnest(initials) as shorts(short), generate_series(1, char_length(short) - 1) as at;
      select coalesce(array_agg(distinct term), '{}') into found_by from unnest(found_by) as terms(term);
      all_texts := e'\n' || array_to_string(lines || spelled || initials, e'\n') || e'\n';
      insert into search_entry as kept (kind, subject_id, texts, terms) values (of_kind, id, all_texts, found_by)
        on conflict (kind, subject_id) do update set texts = excluded.texts, terms = excluded.terms
        where (kept.texts, kept.terms) is distinct from (excluded.texts, excluded.terms);
    end $$`,
  `create function search_put_person(it person) returns void language sql as $$
    select search_put('person', it.id, array[search_key(it.name)], search_key(it.name), array['#' || lower(it.id_last4)]) $$`,
  `create function search_put_enterprise(it enterprise) returns void language sql as $$
    select search_put('enterprise', it.id, array[search_key(it.name), search_key(it.credit_code)], search_key(it.name), '{}') $$`,
  `create function search_put_mail(it mail) returns void language sql as $$
    select search_put('mail', it.id, array[search_key(left(it.subject, ${lineMax})), search_key(coalesce(it.from_address, '')),
        search_key(left(coalesce(it.from_name, ''), ${lineMax}))]
      || array(select search_key(left(name, ${lineMax})) from attachment where mail_id = it.id order by n limit ${filesMax}),
      null, '{}') $$`,
  ...(['person', 'enterprise', 'mail'] as const).flatMap((kind) => [
    `create function search_${kind}_kept() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then delete from search_entry where kind = '${kind}' and subject_id = old.id;
        else perform search_put_${kind}(new); end if;
        return null;
      end $$`,
    `create trigger search_kept after insert or delete or update of ${indexed[kind]} on ${kind}
      for each row execute function search_${kind}_kept()`,
  ]),
  `create function search_attachment_kept() returns trigger language plpgsql as $$
    begin
      perform search_put_mail(mail) from mail where id = coalesce(new.mail_id, old.mail_id);
      return null;
    end $$`,
  `create trigger search_kept after insert or delete or update of name on attachment
    for each row execute function search_attachment_kept()`,
  // What was there before.
  `select search_put_person(person) from person`,
  `select search_put_enterprise(enterprise) from enterprise`,
  `select search_put_mail(mail) from mail`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  // Entries for a large register take longer than a page may.
  await sql`select set_config('statement_timeout', '0', true)`.execute(db)
  for (const statement of statements) await sql.raw(statement).execute(db)
}
