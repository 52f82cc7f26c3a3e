/** 来龙去脉: the chain of mails with what each changed, the times aside, the notes, the enterprise's other requests. */
import { putAsideWords } from '../../domain/unban/put-aside.ts'
import { momentText, momentToSecond } from '../format.ts'
import { paths } from '../paths.ts'
import { businessWords, mailNoteTerms, requestTerms, sayTag, type Tag } from '../terms.ts'
import { say, type Language } from '../words.ts'
import type { ChainItem, ReviewModel } from './model.ts'

export interface ChainView {
  readonly href: string
  readonly mailHref: string
  readonly caseNo: string
  readonly at: string
  readonly subject: string
  readonly from: string
  readonly tag: Tag
  readonly here: boolean
  readonly changes: readonly { readonly label: string; readonly text: string }[]
}

const labels = {
  moved: { zh: '移至此份', en: 'moved here' },
  added: { zh: '新增', en: 'added' },
  stayed: { zh: '未再列入，位置不变', en: 'not named again, keep their place' },
  remark: { zh: '备注改动', en: 'remark changed' },
} as const
/** People named in one line; the others are counted. */
const namedAtMost = 12

export function chainViews(chain: readonly ChainItem[], language: Language): ChainView[] {
  const zh = language === 'zh'
  const list = (names: readonly string[]) => {
    const shown = names.slice(0, namedAtMost).join(zh ? '、' : ', ')
    if (names.length <= namedAtMost) return shown
    return zh ? `${shown} 等 ${names.length} 人` : `${shown} and others (${names.length})`
  }
  return chain.map((item) => ({
    href: paths.request(item.requestId),
    mailHref: paths.mail(item.mailId),
    caseNo: item.caseNo,
    at: momentToSecond(item.receivedAt),
    subject: item.subject === '' ? (zh ? '（无主题）' : '(no subject)') : item.subject,
    from: item.from,
    tag: sayTag(language, requestTerms[item.state]),
    here: item.here,
    changes: [
      ...(['moved', 'added', 'stayed'] as const).flatMap((what) => (item[what].length === 0 ? [] : [{ label: say(language, labels[what]), text: list(item[what]) }])), // prettier-ignore
      ...item.remarks.map(({ name, before, now }) => ({ label: say(language, labels.remark), text: `${name} ${quoted(before, zh)} → ${quoted(now, zh)}` })), // prettier-ignore
    ],
  }))
}

const quoted = (text: string, zh: boolean): string => (text === '' ? (zh ? '（空）' : '(empty)') : `“${text}”`)

export function asideText({ asides }: ReviewModel, language: Language): string {
  const last = asides.at(-1)
  if (last === undefined || last.endedAt !== null) return ''
  const why = [say(language, putAsideWords[last.reason]), last.text].filter((text) => text !== '').join(language === 'zh' ? '：' : ': ') // prettier-ignore
  return language === 'zh'
    ? `已由 ${last.by.name} 搁置，原因：${why}。最迟 ${momentText(last.until)} 自动回到队列原来的位置。`
    : `Put aside by ${last.by.name}: ${why}. It returns to its place by ${momentText(last.until)}.`
}

export interface NoteView {
  readonly at: string
  readonly by: string
  readonly text: string
  readonly href: string | null
}

/** Notes, mails that belong to the case, and the times aside that are over, the newest first. */
export function noteViews({ notes, replies }: ReviewModel, language: Language): NoteView[] {
  const ours = notes.map(({ kind, text, by, at }) => ({
    at,
    by,
    text: kind === 'note' ? text : `${language === 'zh' ? '收回占用：' : 'Claim taken back: '}${text}`,
    href: null,
  }))
  const theirs = replies.map(({ kind, from, receivedAt, mailId }) => ({
    at: receivedAt,
    by: from ?? '',
    text: say(language, mailNoteTerms[kind]),
    href: paths.mail(mailId),
  }))
  return [...ours, ...theirs]
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map((note) => ({ ...note, at: momentText(note.at) }))
}

export function otherViews({ others }: ReviewModel, language: Language) {
  const zh = language === 'zh'
  return others.map((other) => {
    const { rows = other.people, approved = 0, rejected = 0 } = other.counts ?? {}
    const outcome = approved + rejected === 0 ? [] : [zh ? `通过 ${approved}，驳回 ${rejected}` : `${approved} passed, ${rejected} rejected`] // prettier-ignore
    return {
      href: paths.request(other.id),
      text: [other.caseNo, say(language, businessWords[other.business]), momentText(other.receivedAt), zh ? `${rows} 人` : String(rows), ...outcome].join(' · '), // prettier-ignore
      tag: sayTag(language, requestTerms[other.state]),
    }
  })
}
