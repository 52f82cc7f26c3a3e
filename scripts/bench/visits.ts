/** Visits at a steady rate, whether or not the earlier ones are answered: what is measured includes the wait for a turn. */
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export interface Visits {
  /** From the moment at which a visit was due until its last byte. */
  readonly ms: readonly number[]
  readonly failed: number
  readonly perSecond: number
}

/** Not measured: the first visits of a page are slower until the engine has compiled what it runs. */
const warmUpVisits = 300

export async function visitAtRate(
  url: string,
  headers: Readonly<Record<string, string>>,
  perSecond: number,
  seconds: number,
): Promise<Visits> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  for (let n = 0; n < warmUpVisits; n += 1) await visit(url, headers, agent)
  const ms: number[] = []
  let failed = 0
  const under: Promise<void>[] = []
  const began = performance.now()
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const due = began + (n * 1000) / perSecond
    if (due > performance.now()) await pause(due - performance.now())
    under.push(
      visit(url, headers, agent).then((status) => {
        if (status === 200) ms.push(performance.now() - due)
        else failed += 1
      }),
    )
  }
  await Promise.all(under)
  agent.destroy()
  return { ms, failed, perSecond: ms.length / ((performance.now() - began) / 1000) }
}

function visit(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.on('error', () => resolve(0))
    })
    asked.on('error', () => resolve(0))
    asked.end()
  })
}
