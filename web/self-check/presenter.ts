/** 自查: the strings of the page, before and after a check. */
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { rejectionSentences } from '../rejection-words.ts'
import { businessWords, outcomeTerms, sayTag, tag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'
import { wordsOfForm } from './file-words.ts'
import { remediesOf, sentencesOf, type SelfCheckModel, type SelfCheckRow } from './model.ts'
import { selfCheckLimits } from './limits.ts'

const labels = {
  title: { zh: '发送前自查', en: 'Check before sending' },
  intro: {
    zh: '上传或粘贴表格，逐行看到邮件到达后的核对结果。只作核对：不排队、不发邮件、不保存。',
    en: 'Upload or paste the form and see, row by row, what the entry checks would say. Nothing is queued, sent or kept.',
  },
  file: { zh: '上传表格', en: 'Upload the form' },
  fileHint: {
    zh: `.xlsx、.xls、.et、.csv 或内装一份表格的压缩包，不超过 ${selfCheckLimits.fileMiB} MB`,
    en: `.xlsx, .xls, .et, .csv, or an archive with one form, at most ${selfCheckLimits.fileMiB} MB`,
  },
  text: { zh: '或者粘贴表格', en: 'Or paste it' },
  textHint: {
    zh: '在 Excel 或 WPS 中连同标题行一起选中、复制，粘贴到这里；选了文件的，以文件为准',
    en: 'Select it in Excel or WPS with its headings, copy, and paste it here; a chosen file goes first',
  },
  check: { zh: '核对', en: 'Check' },
  download: { zh: '下载更正后的表格', en: 'Download a corrected form' },
  downloadHint: {
    zh: '姓名、号码、企业名称的写法已规范，末列写明每行的问题',
    en: 'Names, numbers and companies in their right form; the last column says what is wrong',
  },
  blank: { zh: '空白表格', en: 'Blank form' },
  result: { zh: '核对结果', en: 'Result' },
  whole: { zh: '整份表格', en: 'The form as a whole' },
  rows: { zh: '逐行结果', en: 'Row by row' },
  n: { zh: '行', en: 'Row' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  company: { zh: '所属公司', en: 'Company' },
  business: { zh: '业务类型', en: 'Business' },
  outcome: { zh: '结果', en: 'Outcome' },
  remedies: { zh: '更正方法', en: 'How to put it right' },
  ifSent: { zh: '若现在发送', en: 'If it were sent now' },
  place: { zh: '位置', en: 'Place' },
  ahead: { zh: '前面人数', en: 'People ahead' },
  people: { zh: '人数', en: 'People' },
  expected: { zh: '预计答复', en: 'Expected answer' },
} as const satisfies Record<string, Words>

const passes: Words = { zh: '可以受理', en: 'Would be taken' }
const fails: Words = { zh: '需要更正', en: 'To be corrected' }
const held: Words = { zh: '须由该企业确认', en: 'That enterprise must confirm' }

export interface SelfCheckPage {
  readonly t: Record<keyof typeof labels, string>
  readonly action: string
  readonly downloadAction: string
  readonly blankHref: string
  readonly accept: string
  readonly text: string
  readonly fileError: string
  readonly textError: string
  readonly notice: Notice | null
  readonly checked: boolean
  readonly canDownload: boolean
  readonly whole: readonly string[]
  readonly rows: readonly {
    readonly n: number
    readonly name: string
    readonly idNumber: string
    readonly company: string
    readonly business: string
    readonly tag: Tag
    readonly lines: readonly string[]
  }[]
  readonly remedies: readonly string[]
  readonly requests: readonly {
    readonly enterprise: string
    readonly business: string
    readonly people: string
    readonly place: string
    readonly ahead: string
    readonly moving: string
  }[]
  readonly expected: string
}

/** Where the table came from, which is also the id of its field. */
export type Source = 'file' | 'text'

/** What is wrong with what was sent as a whole. */
export interface InputProblem {
  readonly from: Source
  readonly sentence: Words
}

export function presentSelfCheck(
  language: Language,
  { text, model, problem = null }: { text: string; model: SelfCheckModel | null; problem?: InputProblem | null },
): SelfCheckPage {
  const zh = language === 'zh'
  const errorAt = (from: Source) => (problem?.from === from ? say(language, problem.sentence) : '')
  return {
    t: sayAll(language, labels),
    action: paths.selfCheck(),
    downloadAction: paths.selfCheckForm(),
    blankHref: paths.blankForm(),
    accept: '.xlsx,.xlsm,.xls,.et,.csv,.tsv,.html,.htm,.zip,.rar,.7z',
    text,
    fileError: errorAt('file'),
    textError: errorAt('text'),
    notice: problem !== null ? inputNotice(problem, language) : model === null ? null : summary(model, language),
    checked: model !== null && problem === null,
    canDownload: model !== null && model.rows.length > 0,
    whole: model?.codes.map((found) => say(language, wordsOfForm(found).sentence)) ?? [],
    rows: model?.rows.map((row) => presentRow(row, language)) ?? [],
    remedies: model === null ? [] : remediesOf(model).map(({ words, rows }) => remedy(say(language, words), rows, zh)),
    requests:
      model?.requests.map((request) => ({
        enterprise: request.enterpriseName,
        business: say(language, businessWords[request.business]),
        people: String(request.people),
        place: zh ? `第 ${request.place} 份` : `no. ${request.place}`,
        ahead: String(request.peopleAhead),
        moving:
          request.moving === 0
            ? ''
            : zh
              ? `其中 ${request.moving} 人已在排队：再次发送会移到新邮件的位置，排到后面。`
              : `${request.moving} of them ${request.moving === 1 ? 'waits' : 'wait'} already and would move back to the place of the new mail.`,
      })) ?? [],
    expected: expectedText(model?.expected ?? null, zh),
  }
}

/** The sentence once more at the top, with the way to the field. */
function inputNotice({ from, sentence }: InputProblem, language: Language): Notice {
  return { ...notice(language, 'danger', sentence), link: { href: `#${from}`, text: say(language, labels[from]) } }
}

function summary({ rows }: SelfCheckModel, language: Language): Notice {
  const count = (asked: SelfCheckRow['outcome']) => rows.filter(({ outcome }) => outcome === asked).length
  const [returned, needless, toConfirm] = [count('returned'), count('alreadyDone'), count('onHold')]
  const passed = rows.length - returned - needless - toConfirm
  if (passed === rows.length)
    return notice(language, 'success', { zh: `共 ${rows.length} 行，全部通过核对。`, en: rows.length === 1 ? 'The row passes.' : `All ${rows.length} rows pass.` }) // prettier-ignore
  const parts = [
    { n: passed, zh: '行通过', one: 'passes', en: 'pass' },
    { n: needless, zh: '行无需办理', one: 'needs nothing', en: 'need nothing' },
    {
      n: toConfirm,
      zh: '行须由该企业确认',
      one: 'must be confirmed by its enterprise',
      en: 'must be confirmed by their enterprises',
    },
    { n: returned, zh: '行需要更正', one: 'needs correction', en: 'need correction' },
  ].filter(({ n }) => n > 0)
  return notice(language, returned + toConfirm > 0 ? 'warning' : 'info', {
    zh: `共 ${rows.length} 行：${parts.map(({ n, zh }) => `${n} ${zh}`).join('，')}。`,
    en: `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}: ${parts.map(({ n, one, en }) => `${n} ${n === 1 ? one : en}`).join(', ')}.`,
  })
}

/** As the answer to the mail would say it. */
const needlessWords: Readonly<Record<SelfCheckRow['business'], Words>> = {
  bind: { zh: '此人已在贵单位名下，不用绑定。', en: 'The person is with your enterprise already; nothing to bind.' },
  unban: { zh: '此人的申请已办结，不用再次申请。', en: 'What is asked for is done already; no need to ask again.' },
}

function presentRow(row: SelfCheckRow, language: Language): SelfCheckPage['rows'][number] {
  const zh = language === 'zh'
  const same = row.sameAs === null ? [] : [zh ? `与第 ${row.sameAs} 行为同一人。` : `The same person as row ${row.sameAs}.`] // prettier-ignore
  const both = row.askedBoth ? [zh ? '“绑定并解禁”按“绑定”受理；绑定后补齐资料，再申请解禁。' : '绑定并解禁 is taken as bind; ask for unban once the record is complete.'] : [] // prettier-ignore
  return {
    n: row.n,
    name: row.name,
    idNumber: row.idNumber,
    company: row.company,
    // What could not be read is not shown as one of the two.
    business: row.codes.some(({ why }) => why === 'business') ? '—' : say(language, businessWords[row.business]),
    tag: outcomeTag(row.outcome, language),
    lines: [
      ...same,
      ...(row.outcome === 'alreadyDone' ? [say(language, needlessWords[row.business])] : []),
      ...sentencesOf(row).map((words) => say(language, words)),
      ...(row.outcome === 'returned' ? [] : both),
      ...rejectedBefore(row, language),
    ],
  }
}

/** 上次驳回: so that nobody sends again what was not put right. */
function rejectedBefore({ rejected }: SelfCheckRow, language: Language): string[] {
  if (rejected === null) return []
  const on = dayOf(rejected.decidedAt)
  const says = language === 'zh' ? `上次申请于 ${on} 驳回，发送前请确认以下各项已更正：` : `Rejected on ${on}. Before sending, please make sure that this is put right:` // prettier-ignore
  return [says, ...rejectionSentences(rejected, language)]
}

function outcomeTag(outcome: SelfCheckRow['outcome'], language: Language): Tag {
  if (outcome === 'queued') return tag('good', say(language, passes))
  if (outcome === 'onHold') return tag('warn', say(language, held))
  return outcome === 'returned' ? tag('bad', say(language, fails)) : sayTag(language, outcomeTerms[outcome])
}

function remedy(text: string, rows: readonly number[], zh: boolean): string {
  if (rows.length === 0) return text
  const list = rows.slice(0, rowsNamed).join(zh ? '、' : ', ')
  const more =
    rows.length > rowsNamed ? (zh ? ` 等 ${rows.length} 行` : ` and others, ${rows.length} rows`) : zh ? ' 行' : ''
  return zh ? `${text}（第 ${list}${more}）` : `${text} (${rows.length === 1 ? 'row' : 'rows'} ${list}${more})`
}
const rowsNamed = 10

function expectedText(expected: SelfCheckModel['expected'], zh: boolean): string {
  if (expected === null) return ''
  if (expected.kind === 'day') return zh ? `${expected.dueOn} 前答复` : `by ${expected.dueOn}`
  return zh
    ? `日历只公布到 ${expected.coveredThrough}，暂不能给出日期`
    : `no date yet: the calendar is published up to ${expected.coveredThrough}`
}

export const selfCheckTitle = labels.title
