/** Delivery until visible in the queue and until acknowledged, beside the bare loop that only fetches and parses. */
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { openDb } from '../../db/db.ts'
import { answersIn, association, sendForm, type Sent } from '../../test/support/mail-program.ts'
import { startEstate, type Estate } from '../../test/support/estate.ts'
import { answered, signIn } from '../../test/support/staff.ts'
import { goodPeople, type WorldPerson } from '../../test/support/world-people.ts'
import { percentile } from './statistics.ts'
import type { Job } from './run-job.ts'

const mailsEach = 200
const perSecond = 2
const settleMs = 30_000
const pollMs = 20

interface Timed extends Sent {
  readonly person: WorldPerson
  visibleAt?: number
}

const job: Job = {
  about:
    'mail delivered → visible in the queue → acknowledged, 200 mails at two a second, beside fetch and parse alone',
  async run(say) {
    const estate = await startEstate()
    const open = openDb(estate.endpoints.postgres, 2)
    try {
      const sent: Timed[] = []
      const watching = { on: true }
      const watched = watch(estate, sent, watching)
      const floor = await bareLoop(estate)
      for (let n = 0; n < mailsEach; n += 1) {
        const from = performance.now()
        const person = goodPeople[n % goodPeople.length]
        if (person === undefined) throw new Error('The world has no good people.')
        sent.push({ ...(await sendForm(estate, [person])), person })
        await pause(Math.max(0, 1000 / perSecond - (performance.now() - from)))
      }
      await pause(settleMs)
      watching.on = false
      await watched
      const bare = await floor.stop()
      const acknowledged = await acknowledgements(estate, sent)
      const visible = sent.flatMap((mail) => (mail.visibleAt === undefined ? [] : [mail.visibleAt - mail.acceptedAt]))
      for (const [name, times] of Object.entries({ bareFetchAndParse: bare, visible, acknowledged })) {
        say({
          name,
          value: percentile(times, 95),
          unit: 'ms',
          percentile: 95,
          p50: percentile(times, 50),
          max: Math.max(...times),
          mails: times.length,
        })
      }
      say({ name: 'visibleToBare', value: percentile(visible, 50) / percentile(bare, 50), unit: 'ratio of p50' })
    } finally {
      await open.close()
      await estate.stop()
    }
  },
}
export default job

/** Asks the queue for the enterprise of each mail that is not there yet, as staff would with the page's filter. */
async function watch(estate: Estate, sent: readonly Timed[], watching: { on: boolean }): Promise<void> {
  const staff = await signIn(estate.web, 'staff1')
  const seen = new Set<number>()
  while (watching.on) {
    const [mail] = sent.filter(({ visibleAt }) => visibleAt === undefined)
    if (mail !== undefined) {
      const { requests } = answered(await staff.get(`/queue?enterprise=${encodeURIComponent(mail.person.company)}`))
      const at = Date.now()
      const fresh = requests.filter(({ id }) => !seen.has(id))
      for (const { id } of fresh) {
        seen.add(id)
        const its = sent.find((one) => one.visibleAt === undefined && one.person.company === mail.person.company)
        if (its !== undefined) its.visibleAt = at
      }
    }
    await pause(pollMs)
  }
}

/** The floor: the same mailbox, IDLE, fetch and parse, and nothing else. */
async function bareLoop({ imap, mailPassword }: Estate): Promise<{ stop(): Promise<number[]> }> {
  const client = new ImapFlow({ ...imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: mailPassword } }) // prettier-ignore
  await client.connect()
  await client.mailboxOpen('INBOX')
  const times: number[] = []
  let last = 0
  let chain = Promise.resolve()
  client.on('exists', () => {
    chain = chain.then(async () => {
      for await (const message of client.fetch(`${last + 1}:*`, { source: true, uid: true }, { uid: true })) {
        if (message.uid <= last || message.source === undefined) continue
        last = message.uid
        const mail = await simpleParser(message.source)
        const sentAt = Number(/test-\d+-(\d+)-/.exec(mail.messageId ?? '')?.[1])
        if (Number.isFinite(sentAt)) times.push(Date.now() - sentAt)
      }
    })
  })
  return {
    stop: async () => {
      await chain
      await client.logout()
      return times
    },
  }
}

/** From the moment the server took the mail until the acknowledgement's INTERNALDATE would be too coarse: its own clock. */
async function acknowledgements(estate: Estate, sent: readonly Timed[]): Promise<number[]> {
  const db = openDb(estate.endpoints.postgres, 1)
  try {
    const rows = await db.db
      .selectFrom('outgoing_mail')
      .innerJoin('mail', 'mail.id', 'outgoing_mail.mail_id')
      .select(['mail.message_id', 'outgoing_mail.sent_at'])
      .where('outgoing_mail.kind', '=', 'ack')
      .execute()
    const delivered = new Set<string>()
    for (const address of new Set(sent.map(({ person }) => person.address))) {
      for (const { answersTo } of await answersIn(estate, address))
        if (answersTo !== undefined) delivered.add(answersTo)
    }
    return sent.flatMap(({ messageId, acceptedAt }) => {
      const row = rows.find(({ message_id: id }) => id === messageId || `<${id}>` === messageId)
      if (row?.sent_at == null || !delivered.has(messageId)) return []
      return [Date.parse(row.sent_at) - acceptedAt]
    })
  } finally {
    await db.close()
  }
}
