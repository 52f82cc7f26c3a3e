/** 导出排队列表 /queue/export — the list under its filter as a workbook, after the password was given again. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readQueue, type QueueRow } from '../../db/read/queue.ts'
import { noteExport } from '../../db/write/web/exports.ts'
import { askPasswordAgain } from '../../db/write/web/password-again.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { putAsideWords } from '../../domain/unban/put-aside.ts'
import { businesses, requestStates } from '../../domain/unban/types.ts'
import { writeListWorkbook } from '../../io/excel/list-workbook.ts'
import type { WebDeps } from '../deps.ts'
import { duesOf, type TellDue } from '../due.ts'
import { dueText, momentText, momentToSecond } from '../format.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, seeOther, type Reply } from '../reply.ts'
import { businessWords, requestTerms } from '../terms.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say, type Language } from '../words.ts'

/** A workbook that people still open. */
const exportRowsMax = 20_000
const pageSize = 1_000
const choice = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values).or(z.literal('')).optional()

/** Asked of the actor's own queue; nobody has another's address to type in. */
export const ownQueue = <Input>(
  action: 'queue.view' | 'request.claim' | 'queue.export',
): Policy<Input, { authorityId: string }> => ({
  // prettier-ignore
  kind: 'may',
  action,
  find: (_input, visit) => {
    const authorityId = signedInOf(visit).actor.authorityId ?? ''
    return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
  },
})

const columns = [
  { zh: '序', en: 'No.', width: 8 },
  { zh: '最后邮件时间', en: 'Last mail', width: 22 },
  { zh: '企业', en: 'Enterprise', width: 36 },
  { zh: '受理编号', en: 'Case', width: 18 },
  { zh: '业务', en: 'Business', width: 8 },
  { zh: '人数', en: 'People', width: 8 },
  { zh: '到期', en: 'Due', width: 28 },
  { zh: '状态', en: 'State', width: 28 },
  { zh: '审核', en: 'Reviewer', width: 10 },
  { zh: '办结时间', en: 'Decided', width: 20 },
  { zh: '通过', en: 'Passed', width: 8 },
  { zh: '驳回', en: 'Rejected', width: 8 },
] as const

function cellsOf(row: QueueRow, dueOf: TellDue, language: Language): string[] {
  const due = dueOf(row)
  const left = row.decidedAt === null && due.at !== null ? `（${dueText(due.workingDaysLeft, language)}）` : ''
  const aside = row.aside === null ? '' : `：${say(language, putAsideWords[row.aside.reason])}`
  return [
    row.place === null ? '' : String(row.place),
    momentToSecond(row.receivedAt),
    row.enterprise.name,
    row.caseNo,
    say(language, businessWords[row.business]),
    String(row.people),
    `${due.on ?? ''}${left}`,
    `${say(language, requestTerms[row.state].words)}${aside}`,
    row.claimedBy?.name ?? '',
    row.decidedAt === null ? '' : momentText(row.decidedAt),
    row.decidedAt === null ? '' : String(row.approved),
    row.decidedAt === null ? '' : String(row.rejected),
  ]
}

export function queueExportRoute(db: WebDeps['db'], readCalendar: () => Promise<Calendar>): Route {
  const workbook = async (visit: Visit, filter: Omit<Parameters<typeof readQueue>[1], 'afterId'>) => {
    const due = duesOf(visit.now, await readCalendar())
    const rows: string[][] = []
    for (let afterId: number | null = null; rows.length < exportRowsMax;) {
      const found: Awaited<ReturnType<typeof readQueue>> = await readQueue(db, { ...filter, afterId }, pageSize)
      rows.push(...found.rows.map((row) => cellsOf(row, due, visit.language)))
      if (found.nextId === null) break
      afterId = found.nextId
    }
    const name = visit.language === 'zh' ? '解禁排队' : 'Unban queue'
    const headings = columns.map((column) => ({ heading: column[visit.language], width: column.width }))
    return { rows: rows.length, bytes: await writeListWorkbook({ name, columns: headings, rows }) }
  }

  return route({
    method: 'post',
    path: patterns.queueExport,
    summary: { zh: '导出排队列表', en: 'The list as a workbook; asks for the password again, and is recorded' },
    body: z.strictObject({
      password: z.string().max(256),
      view: z.enum(['waiting', 'done']).optional(),
      enterprise: z.string().max(60).optional(),
      business: choice(businesses),
      state: choice(requestStates),
    }),
    policy: ownQueue('queue.export'),
    handle: async (visit, { body }, { authorityId }): Promise<Reply> => {
      const { accountId } = signedInOf(visit).actor
      const again = await askPasswordAgain(db, { accountId, password: body.password })
      if (again !== 'right') {
        const code = again === 'wrong' ? 'passwordWrong' : 'passwordLocked'
        if (visit.wantsJson) return fails(problem('forbidden', { code }))
        return seeOther(`${paths.queue()}?notice=${code}`)
      }
      const { rows, bytes } = await workbook(visit, {
        authorityId,
        view: body.view ?? 'waiting',
        text: (body.enterprise ?? '').trim(),
        business: body.business || null,
        state: body.state || null,
      })
      await noteExport(db, { authorityId, accountId, list: 'queue', rows, key: randomUUID() })
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      return { kind: 'bytes', bytes, type, downloadAs: `解禁排队-${momentText(visit.now).slice(0, 10)}.xlsx` }
    },
  })
}
