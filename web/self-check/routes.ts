/** 自查 /self-check — what the entry checks would say of a form; nothing is queued, sent or kept. */
import { z } from 'zod'
import { readOwnEnterprise } from '../../db/read/own-enterprise.ts'
import { readSelfCheck, type AskedAs, type SelfCheck } from '../../db/read/self-check.ts'
import { isAssociationStaff } from '../../domain/policy/person-scope.ts'
import type { Words } from '../../domain/brand.ts'
import type { Actor } from '../../domain/policy/types.ts'
import { whichWorkbook } from '../../domain/person/which-workbook.ts'
import { requestForm } from '../../domain/unban/blank-form.ts'
import { correctedRow } from '../../domain/unban/corrected-row.ts'
import { readRequestForms, type FormRead, type FormsRead } from '../../domain/unban/request-form.ts'
import type { CodeFound } from '../../domain/unban/types.ts'
import { asMail } from '../../io/as-mail.ts'
import { writeRequestForm } from '../../io/excel/request-form.ts'
import type { WebDeps } from '../deps.ts'
import type { UploadedFile } from '../multipart.ts'
import { patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { sentenceOfForm } from './file-words.ts'
import { formText } from './form-text.ts'
import { checkLimit, selfCheckLimits } from './limits.ts'
import { modelOfCodes, modelOfRows, sentencesOf, type SelfCheckModel } from './model.ts'
import { presentSelfCheck, selfCheckTitle, type InputProblem, type Source } from './presenter.ts'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mebibyte = 1024 * 1024
/** A pasted table is read as a file of this name: its kind is found by its content all the same. */
const pastedName = '粘贴的表格.txt'

const words = {
  nothing: {
    zh: '请选择文件，或把表格粘贴到文本框。',
    en: 'Please choose a file, or paste the form into the text box.',
  },
  noTable: {
    zh: '没有读到表格。请连同标题行（姓名、身份证号……）一起复制后粘贴。',
    en: 'No table was found. Please copy it together with its headings (姓名, 身份证号 …).',
  },
  unreadableFile: {
    zh: '文件无法读取，请另存为 .xlsx 后再试。',
    en: 'The file cannot be read. Please save it as .xlsx and try again.',
  },
  personImport: {
    zh: '这是人员导入表，不是解禁申请表。申请解禁请下载本页的空白表格，每人填写一行再核对；批量登记人员请到“人员库 → 批量导入”上传这份表。',
    en: 'This is the workbook for importing people, not the form that asks for the unban. Please fill in the blank form on this page, one row for each person; to enter people, upload this workbook under “Our people → Import from a workbook”.',
  },
  tooLarge: { zh: `文件超过 ${selfCheckLimits.fileMiB} MB，请只上传表格。`, en: `The file is larger than ${selfCheckLimits.fileMiB} MB. Please upload the form only.` }, // prettier-ignore
  findings: { zh: '核对结果', en: '核对结果' },
} as const satisfies Record<string, Words>

const policy: Policy<unknown, null> = {
  kind: 'may',
  action: 'selfCheck.use',
  find: () => ({ resource: { kind: 'none' }, record: null }),
}
const files = { maxBytes: selfCheckLimits.fileMiB * mebibyte, maxFiles: 1, maxFieldBytes: selfCheckLimits.textBytes }
const body = z.object({ text: z.string().max(selfCheckLimits.textLength).optional() })

interface Sent {
  readonly body: z.output<typeof body>
  readonly files: readonly UploadedFile[]
}

/** What came of the form: nothing to check, or what was read. */
type Read = { readonly ok: false; readonly problem: InputProblem } | { readonly ok: true; readonly forms: FormsRead; readonly from: Source } // prettier-ignore

export function selfCheckRoutes({ db, vault, sandbox }: Pick<WebDeps, 'db' | 'vault' | 'sandbox'>): Route[] {
  const mayAsk = checkLimit()

  async function read({ body: { text = '' }, files: [file] }: Sent): Promise<Read> {
    const from: Source = file === undefined ? 'text' : 'file'
    const wrong = (sentence: Words): Read => ({ ok: false, problem: { from, sentence } })
    if (file?.tooLarge === true) return wrong(words.tooLarge)
    if (file === undefined && text.trim() === '') return wrong(words.nothing)
    const raw = file === undefined ? asMail(pastedName, Buffer.from(text)) : asMail(file.name, file.bytes)
    const answer = await sandbox.readMail(raw)
    if (answer.kind !== 'read') return { ok: true, forms: { kind: 'returned', codes: [{ code: 'R03', why: 'tooSlow' }], harmful: false, badges: [] }, from } // prettier-ignore
    const kinds = answer.value.tables.map(({ cells }) => whichWorkbook(cells))
    if (kinds.includes('personImport') && !kinds.includes('requestForm')) return wrong(words.personImport)
    const forms = readRequestForms(answer.value)
    const nothingRead = forms.kind === 'returned' && forms.codes.some(({ code, why }) => code === 'R01' && why === 'nothing') // prettier-ignore
    return nothingRead ? wrong(file === undefined ? words.noTable : words.unreadableFile) : { ok: true, forms, from }
  }

  async function check(visit: Visit, form: FormRead): Promise<SelfCheck> {
    return readSelfCheck(db, vault, form, await askedAs(signedInOf(visit).actor), visit.now)
  }

  async function askedAs(actor: Actor): Promise<AskedAs> {
    if (isAssociationStaff(actor)) return { kind: 'staff', authorityId: actor.authorityId ?? '' }
    const own = await readOwnEnterprise(db, actor.enterpriseId ?? 0)
    return { kind: 'enterprise', enterpriseId: own?.id ?? 0, regionCode: own?.regionCode ?? '' }
  }

  function show(visit: Visit, text: string, model: SelfCheckModel | null, found: InputProblem | null = null): Reply {
    const json = model ?? (found === null ? {} : errorJson('badInput', found.sentence, visit.language))
    const view = presentSelfCheck(visit.language, { text, model, problem: found })
    return page(
      'self-check/self-check',
      say(visit.language, selfCheckTitle),
      view,
      json,
      found === null || model !== null ? 200 : 422,
    )
  }

  /** The form as a whole would come back: said where it was chosen or pasted. */
  const showReturned = (visit: Visit, text: string, codes: readonly CodeFound[], from: Source): Reply =>
    show(visit, text, modelOfCodes(codes), { from, sentence: sentenceOfForm(codes) })

  return [
    route({
      method: 'get',
      path: patterns.selfCheck,
      summary: { zh: '自查', en: 'Check a form before it is mailed' },
      policy,
      handle: (visit) => show(visit, '', null),
    }),
    route({
      method: 'post',
      path: patterns.selfCheck,
      summary: {
        zh: '核对表格',
        en: 'What the entry checks would say, row by row; a file, or `text` as copied from a sheet',
      },
      body,
      files,
      policy,
      handle: async (visit, input) => {
        if (!(await mayAsk(signedInOf(visit).actor.accountId))) return fails(problem('tooMany'))
        const typed = input.body.text ?? ''
        const done = await read(input)
        if (!done.ok) return show(visit, typed, null, done.problem)
        if (done.forms.kind === 'returned') return showReturned(visit, typed, done.forms.codes, done.from)
        return show(visit, formText(done.forms), modelOfRows(await check(visit, done.forms), done.forms))
      },
    }),
    route({
      method: 'post',
      path: patterns.selfCheckForm,
      summary: { zh: '更正后的表格', en: 'The form in its strict writing, with what is wrong in the last column' },
      body,
      files,
      policy,
      handle: async (visit, input) => {
        if (!(await mayAsk(signedInOf(visit).actor.accountId))) return fails(problem('tooMany'))
        const done = await read(input)
        if (!done.ok) return show(visit, input.body.text ?? '', null, done.problem)
        const { forms } = done
        if (forms.kind === 'returned') return showReturned(visit, input.body.text ?? '', forms.codes, done.from)
        const bytes = await corrected(await check(visit, forms), forms)
        return { kind: 'bytes', bytes, type: workbookType, downloadAs: requestForm.fileName }
      },
    }),
  ]
}

function corrected(checked: SelfCheck, form: FormRead): Promise<Buffer> {
  const model = modelOfRows(checked, form)
  return writeRequestForm(
    checked.rows.map(({ row, companyName }) => correctedRow(row, companyName, form.unclearBusiness.includes(row.n))),
    { name: form.contact, phone: form.phone },
    {
      heading: words.findings.zh,
      texts: model.rows.map((row) =>
        sentencesOf(row)
          .map(({ zh }) => zh)
          .join(''),
      ),
    },
  )
}
