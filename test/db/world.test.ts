import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { dayOf, monthOf } from '../../domain/calendar/day.ts'
import { loadWorld } from '../../scripts/load-world.ts'
import { testDb } from '../support/db.ts'

type World = Record<'authorities' | 'accounts' | 'enterprises' | 'persons', unknown[]>
const whole = JSON.parse(readFileSync(new URL('../../demo/world.json', import.meta.url), 'utf8')) as World
/** Everybody but most of the persons: a load in a fraction of the time. */
const world: World = { ...whole, persons: whole.persons.slice(0, 40) }
const demo = JSON.stringify(world)
const shaOf = (text: string) => createHash('sha256').update(text).digest('hex')
const now = '2026-11-21T02:00:00.000Z'
const today = dayOf(now)

let t: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  t = await testDb()
})
afterAll(() => t.close())

const load = (json: string, sha = shaOf(json)) =>
  loadWorld({ db: t.db, vault: t.vault, files: t.files, json, sha, now, mailProfile: 'bundled' })
const countOf = async (table: 'person' | 'certificate' | 'account' | 'audit_log' | 'stored_file' | 'world_load') =>
  (await t.db.selectFrom(table).select(t.db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

test('a wrong world loads nothing, and says where it is wrong', async () => {
  const wrong = demo.replace('450100197205109351', '450100197205109352')
  await expect(load(wrong)).rejects.toThrow('enterprises[0].legalRepresentative.idNumber: The check character')
  expect([await countOf('account'), await countOf('audit_log'), await countOf('world_load')]).toEqual([0, 0, 0])
})

test('two loaders at once load one world, with one audit row each', async () => {
  const outcomes = await Promise.all([load(demo), load(demo)])
  expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['alreadyLoaded', 'loaded'])
  const entries = world.authorities.length + world.accounts.length + world.enterprises.length + world.persons.length
  expect([await countOf('person'), await countOf('account')]).toEqual([world.persons.length, world.accounts.length])
  expect(await countOf('audit_log')).toBe(entries)
  const actors = await t.db.selectFrom('audit_log').select('actor').distinct().execute()
  expect(actors).toEqual([{ actor: 'world' }])
})

test('loading again changes nothing, also as another file', async () => {
  const before = [
    await countOf('person'),
    await countOf('certificate'),
    await countOf('audit_log'),
    await countOf('stored_file'),
  ]
  expect(await load(demo)).toEqual({ kind: 'alreadyLoaded' })
  expect(await load(`${demo}\n`)).toEqual({
    kind: 'loaded',
    created: { authorities: 0, enterprises: 0, accounts: 0, persons: 0 },
  })
  const after = [
    await countOf('person'),
    await countOf('certificate'),
    await countOf('audit_log'),
    await countOf('stored_file'),
  ]
  expect(after).toEqual(before)
})

test('relative days and months count from the day of loading', async () => {
  const person = await t.db
    .selectFrom('person')
    .innerJoin('certificate', 'certificate.person_id', 'person.id')
    .select([
      'social_security',
      'issued_on',
      'valid_until',
      'person.status',
      'certificate.status as certificate_status',
    ])
    .where('certificate.number', '=', '桂A062023415820')
    .executeTakeFirstOrThrow()
  expect(person).toMatchObject({
    social_security: { month: monthOf(today) },
    issued_on: '2024-10-31',
    valid_until: '2028-04-23',
    status: 'disabled',
    certificate_status: 'held',
  })
})

test('everybody with a photo has one of their own, and it is kept', async () => {
  const photos = await t.db.selectFrom('person').select('photo_sha').where('photo_sha', 'is not', null).execute()
  expect(new Set(photos.map((row) => row.photo_sha)).size).toBe(photos.length)
  const kept = await t.files.get(photos[0]?.photo_sha ?? '')
  expect(kept.subarray(1, 4).toString('latin1')).toBe('PNG')
})

test('each association has its mailbox', async () => {
  const mailboxes = await t.db.selectFrom('mailbox').select(['authority_id', 'address', 'profile']).execute()
  expect(mailboxes).toEqual([{ authority_id: 'gx-association', address: 'unban@association.test', profile: 'bundled' }])
})
