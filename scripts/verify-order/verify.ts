/**
 * Verifies one file of the queue's order, line by line, on the file alone: that it is whole and unchanged since its last
 * hash was published, and that nobody was taken before their turn.
 */
import { createHash } from 'node:crypto'
import type { Words } from '../../domain/brand.ts'
import { canonicalText, firstText, queueEvents, queueLogHead, type QueueEvent, type QueueLine } from '../../domain/unban/queue-log.ts' // prettier-ignore
import { QueueReplay } from '../../domain/unban/replay-order.ts'

export interface Finding {
  /** Of the file; 1 is its first line. */
  readonly line: number
  readonly says: Words
}
export interface Verified {
  readonly findings: readonly Finding[]
  readonly events: number
  readonly claims: number
  readonly waiting: number
  /** The hash of the last event: the same as published, or the file is another. */
  readonly head: string
  readonly first: string
  readonly last: string
}

/** More are counted and not said: one change of a chain makes every later line wrong in the same way. */
const findingsMax = 50
const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** @param published a hash that the authority has published for some moment; the file must contain it. */
export async function verifyOrder(
  lines: Iterable<string> | AsyncIterable<string>,
  published: readonly string[] = [],
): Promise<Verified> {
  const found: Finding[] = []
  const say = (line: number, zh: string, en: string) => {
    if (found.length < findingsMax) found.push({ line, says: { zh, en } })
  }
  const replay = new QueueReplay()
  const missing = new Set(published)
  let at = 0
  let events = 0
  let previous: string | null = null
  let previousAt = ''
  let first = ''
  let ended = false
  for await (const read of lines) {
    at += 1
    // Some editors begin a file with a mark of its encoding: nothing of the order is changed by it.
    const text = at === 1 ? read.replace(/^\uFEFF/, '') : read
    if (text === '') continue
    const value = parsed(text)
    if (value === null) {
      say(at, '这一行不是 JSON 对象，无法读取。', 'This line is not a JSON object.')
      continue
    }
    if (ended) {
      say(at, '结束行之后还有内容。', 'There is more after the closing line.')
      continue
    }
    if (at === 1) {
      const chain = typeof value['chain'] === 'string' ? value['chain'] : ''
      if (JSON.stringify(value) !== JSON.stringify(queueLogHead(chain))) {
        say(at, '首行与本格式的说明不一致，可能被改动。', 'The first line is not that of the format: it may have been changed.') // prettier-ignore
      }
      previous = hashOf(firstText(chain))
      continue
    }
    if (value['kind'] === 'end') {
      ended = true
      if (value['count'] !== events) say(at, `结束行写有 ${String(value['count'])} 条，文件中是 ${events} 条。`, `The closing line counts ${String(value['count'])} events; the file has ${events}.`) // prettier-ignore
      if (value['last'] !== previous) say(at, '结束行的最后校验值与文件不符。', 'The closing line names another last hash than the file.') // prettier-ignore
      continue
    }
    const line = readLine(value)
    if (line === null) {
      say(at, '这一行缺少字段，或字段的写法不对。', 'This line lacks a field, or a field is not written as it must be.')
      continue
    }
    events += 1
    if (line.n !== events) say(at, `编号应为 ${events}，写的是 ${line.n}：有记录被删除、插入或调换。`, `Number ${events} was expected, ${line.n} is written: a line was deleted, inserted or moved.`) // prettier-ignore
    if (line.prev !== previous) say(at, '与上一条的校验值接不上：上一条之后被改动过。', 'It does not follow from the line before: something was changed between them.') // prettier-ignore
    if (hashOf(canonicalText(line)) !== line.hash) say(at, '内容与校验值不符：这一条被改动过。', 'The content does not fit its hash: this line was changed.') // prettier-ignore
    if (line.at < previousAt) say(at, '时间早于上一条。', 'It is earlier than the line before.')
    for (const says of replay.take(line)) say(at, says.zh, says.en)
    missing.delete(line.hash)
    previous = line.hash
    previousAt = line.at
    if (events === 1) first = line.at
  }
  if (at === 0) say(1, '文件是空的。', 'The file is empty.')
  if (at > 0 && !ended) say(at, '没有结束行：文件不完整。', 'There is no closing line: the file is not complete.')
  for (const hash of missing) {
    say(at, `文件中没有已公布的校验值 ${hash}：记录被改写过，或不是该机构的记录。`, `The published hash ${hash} is not in the file: it was rewritten, or belongs to another authority.`) // prettier-ignore
  }
  return { findings: found, events, claims: replay.claims, waiting: replay.waitingNow, head: previous ?? '', first, last: previousAt } // prettier-ignore
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/
const hash = /^[0-9a-f]{64}$/
const digits = /^\d{1,19}$/
const isEvent = (text: unknown): text is QueueEvent => queueEvents.some((event) => event === text)

/** Exactly the fields of a line, each as it is written by the log; null otherwise. */
function readLine(value: Record<string, unknown>): QueueLine | null {
  const { n, at, event, case: name, receivedAt, arrival, people, note, prev, hash: own, ...rest } = value
  const text = (one: unknown, form: RegExp): one is string => typeof one === 'string' && form.test(one)
  const count = (one: unknown): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one >= 0
  if (Object.keys(rest).length > 0 || !count(n) || !count(people) || !isEvent(event)) return null
  if (!text(at, moment) || !text(receivedAt, moment) || !text(arrival, digits)) return null
  if (!text(name, /^[^|]{1,60}$/) || !text(note, /^[^|]{0,60}$/) || !text(prev, hash) || !text(own, hash)) return null
  return { n, at, event, case: name, receivedAt, arrival, people, note, prev, hash: own }
}
