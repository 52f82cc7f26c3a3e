/** /healthz: the process is up. /readyz: whether what it needs is reachable; in detail only for operators. */
import { can } from '../../domain/policy/can.ts'
import { readOldestMailboxSync } from '../../db/read/operations.ts'
import type { WebDeps } from '../deps.ts'
import { patterns } from '../paths.ts'
import { route, type Route } from '../policy-router.ts'
import type { Reply } from '../reply.ts'
import { actorOf } from '../visit.ts'

/** Seconds without a successful look into a mailbox after which it counts as away. */
const mailboxLateSeconds = 300

export function healthRoutes({ db, gateway }: Pick<WebDeps, 'db' | 'gateway'>): Route[] {
  const readiness = async () => {
    const [database, engine] = await Promise.all([
      readOldestMailboxSync(db).then(
        (mailbox) => ({ ok: true, mailbox }),
        () => ({ ok: false, mailbox: null }),
      ),
      gateway.health(),
    ])
    const age = database.mailbox?.ageSeconds ?? null
    const mailbox = { ok: age !== null && age <= mailboxLateSeconds, ageSeconds: age }
    return { database: { ok: database.ok }, engine, mailbox }
  }
  const json = (status: number, body: unknown): Reply => ({ kind: 'json', status, json: body })

  return [
    route({
      method: 'get',
      path: patterns.healthz,
      summary: { zh: '进程存活', en: 'The process is up' },
      policy: { kind: 'open', because: 'Says nothing but that the process runs.' },
      handle: () => json(200, { ok: true }),
    }),
    route({
      method: 'get',
      path: patterns.readyz,
      summary: { zh: '各部分是否可用', en: 'Whether the parts are reachable; in detail for operators' },
      policy: { kind: 'open', because: 'One bit for load balancers; the detail is behind operations.view.' },
      handle: async (visit) => {
        const parts = await readiness()
        // A mailbox or an engine that is away keeps nobody from reading pages.
        const ready = parts.database.ok
        const detailed = can(actorOf(visit), 'operations.view', { kind: 'none' }).allowed
        return json(ready ? 200 : 503, detailed ? { ready, ...parts } : { ready })
      },
    }),
  ]
}
