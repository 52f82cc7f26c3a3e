/**
 * 演示世界: loads an invented world into the register through the register's own writes: the same checks, one audit row
 * each, actor `world`. In one transaction: all of it or nothing. The same file twice changes nothing.
 */
import { sql } from 'kysely'
import type { Day, Moment } from '../domain/brand.ts'
import { dayOf } from '../domain/calendar/day.ts'
import type { Vault } from '../db/crypto.ts'
import type { Db, Tx } from '../db/db.ts'
import { createAccount, hashPassword } from '../db/write/accounts.ts'
import { registerAuthority } from '../db/write/register/authorities.ts'
import { registerEnterprise } from '../db/write/register/enterprises.ts'
import { registerPerson } from '../db/write/register/persons.ts'
import type { Registered } from '../db/write/registered.ts'
import { accountRaw, enterpriseRaw, personRaw, worldPaths, type Pictures, type WorldPart } from './world/as-forms.ts'
import { drawPictures, type FileDrawer } from './world/pictures.ts'
import { readWorld, WorldError, type World } from './world/world-file.ts'

interface WorldToLoad {
  readonly db: Db
  readonly vault: Vault
  /** Keeps the generated pictures. */
  readonly files: FileDrawer
  /** The text of the world file, and its SHA-256 in hex. */
  readonly json: string
  readonly sha: string
  /** The moment of loading: relative days count from its day in Shanghai. */
  readonly now: Moment
  /** MAIL_PROFILE of the associations' mailboxes. */
  readonly mailProfile: string
}

type WorldLoaded =
  | { readonly kind: 'loaded'; readonly created: Readonly<Record<WorldPart, number>> }
  | { readonly kind: 'alreadyLoaded' }

const actor = 'world'
/** A loader on a busy machine is done long before. */
const loaderLimit = '120s'

/** @throws WorldError in one sentence that names the place, when a value is wrong; nothing is loaded then. */
export async function loadWorld(toLoad: WorldToLoad): Promise<WorldLoaded> {
  const { db, files, json, sha, now } = toLoad
  if (await isLoaded(db, sha)) return { kind: 'alreadyLoaded' }
  const world = readWorld(json)
  const today = dayOf(now)
  // Both go on beside the transaction, which waits for each where it needs it.
  const hashes = hashPasswords(world)
  const pictures = drawPictures(files, world.persons, today)
  const beside = Promise.allSettled([hashes, ...pictures])
  try {
    return await db.transaction().execute(async (tx) => {
      await waitForOtherLoader(tx)
      if (await isLoaded(tx, sha)) return { kind: 'alreadyLoaded' }
      const created = await registerAll(tx, toLoad, world, today, hashes, pictures)
      await tx.insertInto('world_load').values({ sha256: sha }).execute()
      return { kind: 'loaded', created }
    })
  } finally {
    await beside
  }
}

/** Two loaders at once: the second waits, and finds it done. */
async function waitForOtherLoader(tx: Tx): Promise<void> {
  // Longer than the pool's own limits, and only for this transaction, which waits for pictures, too.
  for (const limit of ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']) {
    await sql`select set_config(${limit}, ${loaderLimit}, true)`.execute(tx)
  }
  await sql`select pg_advisory_xact_lock(hashtext('load world'))`.execute(tx)
}

async function isLoaded(db: Db | Tx, sha: string): Promise<boolean> {
  return (await db.selectFrom('world_load').select('sha256').where('sha256', '=', sha).executeTakeFirst()) !== undefined
}

async function hashPasswords(world: World): Promise<ReadonlyMap<string, string>> {
  const passwords = [...new Set(world.accounts.map((account) => account.password))]
  return new Map(
    await Promise.all(passwords.map(async (password) => [password, await hashPassword(password)] as const)),
  )
}

async function registerAll(
  tx: Tx,
  { vault, mailProfile }: WorldToLoad,
  world: World,
  today: Day,
  hashes: Promise<ReadonlyMap<string, string>>,
  pictures: readonly Promise<Pictures>[],
): Promise<Record<WorldPart, number>> {
  const by = { actor, today }
  const hash = async (password: string) => (await hashes).get(password) ?? hashPassword(password)
  return {
    authorities: await each('authorities', world.authorities, (authority) =>
      registerAuthority(tx, authority, { actor, mailboxProfile: mailProfile }),
    ),
    enterprises: await each('enterprises', world.enterprises, (enterprise) =>
      registerEnterprise(tx, vault, enterpriseRaw(enterprise), by),
    ),
    accounts: await each('accounts', world.accounts, (account) =>
      createAccount(tx, vault, accountRaw(account), { actor, hash }),
    ),
    persons: await each('persons', world.persons, async (person, n) =>
      registerPerson(tx, vault, personRaw(person, (await pictures[n]) ?? noPictures, today), by, {
        status: person.status,
        certificateStatuses: person.certificates.map((certificate) => certificate.status),
      }),
    ),
  }
}

const noPictures: Pictures = { photo: null, scans: [] }

/** One after the other, in the order of the file. @returns how many were not there before. */
async function each<Entry>(
  part: WorldPart,
  entries: readonly Entry[],
  register: (entry: Entry, n: number) => Promise<Registered<string | number>>,
): Promise<number> {
  let created = 0
  for (const [n, entry] of entries.entries()) {
    const outcome = await register(entry, n)
    if (!outcome.ok) {
      const [error] = outcome.errors
      throw new WorldError(`${part}[${n}].${worldPath(part, error?.path ?? '')}`, error?.message.en ?? 'it is refused.')
    }
    if (outcome.kind === 'created') created++
  }
  return created
}

function worldPath(part: WorldPart, path: string): string {
  const renames: readonly (readonly [RegExp, string])[] = worldPaths[part]
  return renames.reduce((text, [from, to]) => text.replace(from, to), path)
}
