/** 确认来信邮箱: the page of the link, its two answers, and what it says once it is spent. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { settleHold } from '../../db/write/intake/settle-hold.ts'
import type { Letter } from '../../domain/unban/answers.ts'
import { startSite, type Site } from '../support/site.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.close())

/** A mail in the name of an enterprise from a stranger, and the path of the link that its registered address got. */
async function held(login: string) {
  const id = await site.arrive({ from: `new@${login}-agent.test`, receivedAt: '2026-11-18T01:00:00.000Z', rows: await site.goodRows(login, 1), subject: '代办解禁' }) // prettier-ignore
  const note = await site.db.selectFrom('outgoing_mail').select('letter_cipher').where('to_address', '=', `office@${login}.test`).executeTakeFirstOrThrow() // prettier-ignore
  const { answer } = JSON.parse(site.database.vault.open(note.letter_cipher)) as Letter
  const link = answer.kind === 'note' && 'link' in answer ? answer.link : null
  const { enterprise_id: enterpriseId } = await site.db.selectFrom('sender_hold').select('enterprise_id').where('mail_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  return { id, enterpriseId, path: new URL(link ?? '').pathname }
}
const settle = ({ id, enterpriseId }: { id: number; enterpriseId: number }) => settleHold(site.db, site.database.vault, { mailId: id, enterpriseId, baseUrl: 'http://127.0.0.1' }) // prettier-ignore
const stateOf = async (id: number) => (await site.db.selectFrom('mail').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state // prettier-ignore

test('not ours: the page says what happened, offers nothing more, and the mail is returned', async () => {
  const of = await held('e00')
  const who = visitor(site.web)
  const asked = (await who.get(of.path)).text
  for (const words of ['确认是我单位发送', '不是我单位发送', '该邮件立即退回来信邮箱', '代办解禁', '1 人：']) expect(asked).toContain(words) // prettier-ignore
  // Looking is no answer: mail programs open links.
  expect(await settle(of)).not.toBeNull()
  const said = await who.post(of.path, { answer: 'notOurs' })
  expect(said.status).toBe(200)
  expect(said.text).toContain('现退回来信邮箱')
  expect(said.text).not.toContain('<button class="btn btn-primary"')
  await settle(of)
  expect(await stateOf(of.id)).toBe('returned')
  for (const answer of ['notOurs', 'ours']) {
    const again = await who.post(of.path, { answer })
    expect(again.text).toContain('此前已答复不是贵单位发送，该邮件已退回')
    expect(again.text).not.toContain('涉及人员')
  }
  expect((await who.get(`${of.path}?lang=en`)).text).toContain('Answered before: not yours')
  expect(await stateOf(of.id)).toBe('returned')
})

test('ours: as before, also for a program that says no more than that it confirms', async () => {
  const of = await held('e01')
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const wrong = await fetch(site.web + of.path, {
    method: 'POST',
    headers,
    body: JSON.stringify({ answer: 'perhaps' }),
  })
  expect(wrong.status).toBe(400)
  const confirmed = await fetch(site.web + of.path, { method: 'POST', headers, body: '{}' })
  expect(await confirmed.json()).toMatchObject({ kind: 'confirmed', senderAddress: 'new@e01-agent.test' })
  const late = await fetch(site.web + of.path, { method: 'POST', headers, body: JSON.stringify({ answer: 'notOurs' }) })
  expect(await late.json()).toMatchObject({ kind: 'refusedTooLate' })
  // The same in a browser that had the page open; looking, or confirming again, needs nothing more.
  const who = visitor(site.web)
  expect((await who.get(of.path)).text).toContain('此前已经确认，不需要再操作')
  const said = (await who.post(of.path, { answer: 'notOurs' })).text
  expect(said).toContain('此前已确认为贵单位发送，本次答复未生效。')
  expect(said).toContain('撤销该邮箱，并以登记邮箱回复“撤回”撤回申请。')
  expect(said).not.toContain('不需要再操作')
  expect((await who.post(of.path, { answer: 'ours' })).text).toContain('此前已经确认，不需要再操作')
  expect((await who.post(`${of.path}?lang=en`, { answer: 'notOurs' })).text).toContain('this answer was not taken')
  await settle(of)
  expect(await stateOf(of.id)).toBe('accepted')
})
