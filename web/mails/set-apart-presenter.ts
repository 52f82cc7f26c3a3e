/** 受理已隔离的来信: what the chief has to know of a mail whose rows nobody has read, before accepting it, and once more at the act. */
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import type { MailFactsView } from '../request/mail-facts.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '受理前请核对', en: 'Before you accept it' },
  from: { zh: '发件人', en: 'From' },
  verdict: { zh: '来信身份', en: 'Sender' },
  why: { zh: '隔离原因', en: 'Set apart because' },
  attachments: { zh: '附件', en: 'Attachments' },
  noAttachments: { zh: '没有附件', en: 'None' },
  named: { zh: '以其名义发送', en: 'In the name of' },
  rows: { zh: '表格各行', en: 'Rows of the form' },
  unread: {
    zh: '尚未读取。受理后逐行读取并核对：合格的排队，不合格的退回；结果显示在本页。',
    en: 'Not read yet. They are read and checked once you accept: good ones queue, others are returned; this page then shows what came of each.',
  },
  confirm: { zh: '确认受理', en: 'Accept it' },
  goBack: { zh: '不受理，返回', en: 'Do not accept; back' },
} as const satisfies Record<string, Words>

export interface SetApartView {
  readonly t: Record<keyof typeof labels, string>
  readonly from: string
  readonly verdict: MailFactsView['verdict']
  readonly why: string
  /** 、 between them; empty when the form names no registered enterprise. */
  readonly named: string
  readonly files: readonly { readonly name: string; readonly about: string }[]
  /** Accepting was asked for and is not done yet: the sentence that names the sender and the verdict. Empty otherwise. */
  readonly confirming: string
  readonly backHref: string
}

/** @param isConfirming accepting was pressed once. */
export function presentSetApart(
  { id, named }: { readonly id: number; readonly named: readonly string[] },
  facts: MailFactsView,
  why: string,
  isConfirming: boolean,
  language: Language,
): SetApartView {
  return {
    t: sayAll(language, labels),
    from: facts.from,
    verdict: facts.verdict,
    why,
    named: named.join('、'),
    files: facts.attachments.map(({ name, kind, size }) => ({ name, about: `${kind} · ${size}` })),
    confirming: isConfirming ? say(language, asked(facts.from, facts.verdict?.word ?? '', why)) : '',
    backHref: paths.mail(id),
  }
}

function asked(from: string, verdict: string, why: string): Words {
  const found = [verdict, why].filter((text) => text !== '')
  return {
    zh: `要受理 ${from} 的来信吗？${found.join('；')}${why === '' ? '。' : ''}受理即认定发件人有权代表表中企业，不能撤销。`,
    en: `Accept the mail of ${from}? ${found.join(': ')}${why === '' ? '.' : ''} The sender then counts as one who may write for the enterprises named; it cannot be undone.`,
  }
}
