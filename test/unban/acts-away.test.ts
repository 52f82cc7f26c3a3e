/** 来信办理 while the Temporal engine is away: the person is told that it waits; back, each act is carried out once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEstate, type Estate } from '../support/estate.ts'
import { answersIn, formOf, send } from '../support/mail-program.ts'
import { signIn, type Program } from '../support/staff.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'
import type { MailModel } from '../../web/mails/presenter.ts'

let estate: Estate
let chief: Program
beforeAll(async () => {
  estate = await startEstate()
  chief = await signIn(estate.web, 'chief')
}, 120_000)
afterAll(async () => {
  estate.kill('temporal', 'SIGCONT')
  await estate.stop()
}, 60_000)

interface Listed {
  readonly mails: readonly { readonly id: number; readonly from: string; readonly state: string }[]
}
const within = async <T>(ms: number, what: string, look: () => Promise<T | null>): Promise<T> => {
  const end = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
/** A list mail with a form: no rule settles it. */
async function manualMail(index: number) {
  const people = goodPeopleOfOne(1, index)
  const address = people[0]?.address ?? ''
  await send(estate, { from: address, attachments: [await formOf(people)], headers: { Precedence: 'bulk' } })
  const id = await within(30_000, 'the mail waits for the chief', async () => {
    const { mails } = (await chief.get('/mails?view=todo')).body as Listed
    return mails.find((mail) => mail.from === address && mail.state === 'manual')?.id ?? null
  })
  return { id, address }
}
const acts = async (id: number) => ((await chief.get(`/mails/${id}`)).body as MailModel).office?.acts.map(({ kind, outcome }) => [kind, outcome]) // prettier-ignore

test('accept, return and revoking a link, each clicked twice: told that they wait, done once when the engine is back', async () => {
  const [accepted, returned] = [await manualMail(0), await manualMail(1)]
  estate.kill('temporal', 'SIGSTOP')
  const click = (path: string, body: object) => Promise.all([chief.post(path, body), chief.post(path, body)])
  const said = [
    await click(`/mails/${accepted.id}/acts`, { act: 'accept', reason: '已电话核实', token: 'accept-away-1' }),
    await click(`/mails/${returned.id}/acts`, { act: 'return', reason: '请单独发送', code: 'R02', token: 'return-away-1' }), // prettier-ignore
    await click(`/mails/${accepted.id}/revoke-link`, { token: 'revoke-away-1' }),
  ]
  expect(said.flat().map(({ status, body }) => [status, (body as { kind?: string }).kind])).toEqual(Array(6).fill([200, 'kept'])) // prettier-ignore
  expect([await acts(accepted.id), await acts(returned.id)]).toEqual([[['revokeLink', null], ['accept', null]], [['return', null]]]) // prettier-ignore
  expect(await answersIn(estate, accepted.address)).toEqual([])

  estate.kill('temporal', 'SIGCONT')
  await within(90_000, 'all acts are done', async () => {
    const all = [...((await acts(accepted.id)) ?? []), ...((await acts(returned.id)) ?? [])]
    return all.every(([, outcome]) => outcome !== null) ? all : null
  })
  expect([await acts(accepted.id), await acts(returned.id)]).toEqual([[['revokeLink', 'done'], ['accept', 'done']], [['return', 'done']]]) // prettier-ignore
  const answers = await within(30_000, 'both are answered', async () => {
    const found = [await answersIn(estate, accepted.address), await answersIn(estate, returned.address)]
    return found.every((one) => one.length > 0) ? found : null
  })
  expect(answers.map((one) => one.map(({ kind, rows }) => [kind, rows]))).toEqual([[['ack', '1=queued']], [['return', '0=R02']]]) // prettier-ignore
  // The link of the answer was revoked while nobody had it.
  const link = /https?:\/\/\S+\/status\/[\w-]+/.exec(answers[0]?.[0]?.mail.text ?? '')?.[0] ?? ''
  expect((await fetch(link, { headers: { accept: 'application/json' } })).status).toBe(404)
  const log = readFileSync(join(estate.dataDir, 'logs', 'worker.log'), 'utf8')
  expect(log.match(/"msg":"mail act"/g)).toHaveLength(3)
}, 240_000)
