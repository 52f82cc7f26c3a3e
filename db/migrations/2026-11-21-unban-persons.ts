/** The register as enterprises fill it in: files of a person, uploads on their way, imports of many. Spec 10-unban. */
import { sql, type Kysely } from 'kysely'

const statements = [
  // What was uploaded and taken; it belongs to a record once that is saved with it.
  `create table upload (
    enterprise_id bigint not null references enterprise, item text not null check (item in ('photo', 'scan', 'paper')),
    sha256 text not null, size bigint not null, type text not null, at timestamptz not null default now(),
    primary key (enterprise_id, item, sha256))`,
  // 社保证明, 足额缴费证明, 劳动合同: files of a person beside the photo and the scans.
  `create table person_file (
    person_id bigint not null references person on delete cascade,
    item text not null check (item in ('socialSecurity', 'fullPayment', 'contract')), n integer not null,
    sha256 text not null, size bigint not null, type text not null, primary key (person_id, item, n))`,
  `create table person_import (
    id bigint generated always as identity primary key, enterprise_id bigint not null references enterprise,
    account_id bigint not null references account, file_sha text not null,
    state text not null check (state in ('checked', 'taking', 'done')),
    created_at timestamptz not null default now(), taken_at timestamptz, unique (enterprise_id, file_sha))`,
  // Cells are sealed: they hold numbers of people. Errors name a column and say a sentence.
  `create table person_import_row (
    import_id bigint not null references person_import on delete cascade, n integer not null, cells_cipher text not null,
    state text not null check (state in ('good', 'bad', 'taken', 'exists')), errors jsonb not null default '[]',
    person_id bigint references person on delete set null, primary key (import_id, n))`,
  `create index person_import_taking on person_import (id) where state = 'taking'`,
  `create index person_import_by_enterprise on person_import (enterprise_id, id desc)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
