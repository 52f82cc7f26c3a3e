/**
 * 检索: a mail is indexed when it has been read, once and with the names of its files. Before, it was indexed when it was
 * stored (with nothing to find it by) and again for each of its files: half of what a backlog cost the database.
 */
import { sql, type Kysely } from 'kysely'

/** Whether there is anything to find it by: what is only stored has neither. */
const isKnown = (row: 'new' | 'mail') => `(${row}.subject <> '' or ${row}.from_address is not null)`

const statements = [
  `drop trigger search_kept on mail`,
  `create trigger search_kept after delete or update of subject, from_address, from_name on mail
    for each row execute function search_mail_kept()`,
  `create trigger search_kept_insert after insert on mail for each row when (${isKnown('new')})
    execute function search_mail_kept()`,
  // The files of a mail that is not yet read come into the index with it.
  `create or replace function search_attachment_kept() returns trigger language plpgsql as $$
    begin
      perform search_put_mail(mail) from mail
        where id = coalesce(new.mail_id, old.mail_id) and ${isKnown('mail')};
      return null;
    end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
