/** /metrics for Prometheus, on a port of its own that is not for the public. */
import { createServer, type Server } from 'node:http'
import type { RequestHandler } from 'express'
import { Gauge, Histogram, Registry } from 'prom-client'
import { readOperationFigures, type OperationFigures } from '../db/read/operations.ts'
import { readStuckCases, stuckKinds } from '../db/read/stuck.ts'
import type { WebDeps } from './deps.ts'

export interface Metrics {
  /** Times every request by its route's pattern: never by an address, which may hold ids. */
  readonly time: RequestHandler
  text(): Promise<string>
}

const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const outboxStates = ['pending', 'sending', 'retry', 'uncertain', 'failed', 'bounced'] as const

export function createMetrics({ db, gateway }: Pick<WebDeps, 'db' | 'gateway'>): Metrics {
  const registry = new Registry()
  const gauge = (name: string, help: string, labelNames: string[] = []) => new Gauge({ name, help, labelNames, registers: [registry] }) // prettier-ignore
  const durations = new Histogram({
    name: 'hoistway_http_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers: [registry],
  })
  const figures: { readonly gauge: Gauge; readonly of: (figures: OperationFigures) => number }[] = [
    { gauge: gauge('hoistway_queue_age_seconds', 'Age of the oldest waiting request'), of: (f) => f.queueAgeSeconds },
    { gauge: gauge('hoistway_queue_requests', 'Requests waiting or under review'), of: (f) => f.waitingRequests },
    { gauge: gauge('hoistway_queue_people', 'People waiting or under review'), of: (f) => f.waitingPeople },
    { gauge: gauge('hoistway_queue_overdue', 'Requests past their deadline'), of: (f) => f.overdueRequests },
    { gauge: gauge('hoistway_mail_lag_seconds', 'Worst time from receipt to first sight in the last hour'), of: (f) => f.mailLagSeconds }, // prettier-ignore
    {
      gauge: gauge('hoistway_mail_unclassified', 'Mails stored and not yet classified'),
      of: (f) => f.unclassifiedMails,
    },
    { gauge: gauge('hoistway_mail_manual', 'Mails left for a person to look at'), of: (f) => f.manualMails },
    { gauge: gauge('hoistway_wishes_open', 'Starts and updates that wait for the engine'), of: (f) => f.openWishes },
  ]
  const outbox = gauge('hoistway_outbox', 'Outgoing mails that are not sent, by state', ['state'])
  const stuck = gauge('hoistway_stuck_cases', 'Cases in which something overdue has not happened by itself, by what', [
    'kind',
  ])
  const databaseUp = gauge('hoistway_database_up', '1 when the database answered this scrape')
  const engineUp = gauge('hoistway_engine_up', '1 when the workflow engine answered lately')

  return {
    time: (req, res, next) => {
      const end = durations.startTimer()
      res.on('finish', () => {
        const { route } = req as { route?: { path?: unknown } }
        end({
          method: req.method,
          route: typeof route?.path === 'string' ? route.path : 'none',
          status: res.statusCode,
        })
      })
      next()
    },
    async text() {
      engineUp.set((await gateway.health()).ok ? 1 : 0)
      const found = await readOperationFigures(db).catch(() => null)
      databaseUp.set(found === null ? 0 : 1)
      if (found !== null) {
        for (const { gauge, of } of figures) gauge.set(of(found))
        for (const state of outboxStates) outbox.set({ state }, found.outbox[state] ?? 0)
        const cases = await readStuckCases(db)
        for (const kind of stuckKinds) stuck.set({ kind }, cases[kind])
      }
      return registry.metrics()
    },
  }
}

/** Serves /metrics and nothing else. */
export function serveMetrics(metrics: Metrics, port: number, host: string): Server {
  return createServer((req, res) => {
    if (req.url !== '/metrics') {
      res.writeHead(404).end()
      return
    }
    metrics.text().then(
      (text) => res.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' }).end(text),
      () => res.writeHead(503).end(),
    )
  }).listen(port, host)
}
