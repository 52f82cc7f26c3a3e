/** 名词: the words of states and kinds on every page, with the tone and the shape that stand beside the word. */
import type { Words } from '../domain/brand.ts'
import type { MailBadge, MailClass, SenderVerdict } from '../domain/mail/types.ts'
import type { Business, MailState, RequestState, RowOutcome, RowState } from '../domain/unban/types.ts'
import type { MailToDoKind } from '../db/read/mails-to-do.ts'
import type { MailNoteKind, OutgoingKind, OutgoingState } from '../db/schema.ts'
import { say, type Language } from './words.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm'
/** State is colour and word and shape, never colour alone. */
const shapes: Record<Tone, string> = { good: '✓', bad: '✗', warn: '▲', busy: '●', calm: '○' }

export interface Tag {
  readonly tone: Tone
  readonly shape: string
  readonly word: string
}
export const tag = (tone: Tone, word: string): Tag => ({ tone, shape: shapes[tone], word })

interface Term {
  readonly tone: Tone
  readonly words: Words
}
const term = (tone: Tone, zh: string, en: string): Term => ({ tone, words: { zh, en } })
export const sayTag = (language: Language, { tone, words }: Term): Tag => tag(tone, say(language, words))

export const businessWords: Record<Business, Words> = {
  unban: { zh: '解禁', en: 'Unban' },
  bind: { zh: '绑定', en: 'Bind' },
}

export const requestTerms: Record<RequestState, Term> = {
  queued: term('calm', '排队中', 'Queued'),
  claimed: term('busy', '审核中', 'Under review'),
  ending: term('busy', '即将结束（可撤销）', 'Ending (can be undone)'),
  decided: term('good', '已办结，待发送', 'Decided, answer going out'),
  answered: term('good', '已答复', 'Answered'),
  putAside: term('warn', '已搁置', 'Put aside'),
  superseded: term('calm', '已被新邮件取代', 'Replaced by a later mail'),
  withdrawn: term('calm', '已撤回', 'Withdrawn'),
  closed: term('calm', '已关闭', 'Closed'),
}

export const rowTerms: Record<RowState, Term> = {
  live: term('calm', '排队中', 'Queued'),
  locked: term('busy', '审核中', 'Under review'),
  approved: term('good', '通过', 'Approved'),
  rejected: term('bad', '驳回', 'Rejected'),
  closed: term('calm', '已关闭', 'Closed'),
  moved: term('calm', '已移至新邮件', 'Moved to a later mail'),
  withdrawn: term('calm', '已撤回', 'Withdrawn'),
  shadowed: term('busy', '前一份审核中', 'Earlier one under review'),
  alreadyDone: term('good', '已办结', 'Already done'),
}

export const outcomeTerms: Record<RowOutcome['kind'], Term> = {
  queued: term('calm', '已排队', 'Queued'),
  onHold: term('warn', '待确认发件人', 'Sender to be confirmed'),
  moved: term('calm', '已移至新邮件', 'Moved to a later mail'),
  withdrawn: term('calm', '已撤回', 'Withdrawn'),
  alreadyDone: term('good', '已办结', 'Already done'),
  approved: term('good', '通过', 'Approved'),
  rejected: term('bad', '驳回', 'Rejected'),
  R15: term('busy', '审核中', 'Under review'),
  returned: term('bad', '未审核退回', 'Returned unreviewed'),
}

export const mailTerms: Record<MailState, Term> = {
  stored: term('calm', '已收到，待处理', 'Received'),
  classified: term('calm', '已识别', 'Classified'),
  accepted: term('good', '已受理', 'Accepted'),
  returned: term('bad', '未审核退回', 'Returned unreviewed'),
  onHold: term('warn', '待企业确认发件人', 'Waiting for the sender to be confirmed'),
  manual: term('warn', '转人工处理', 'For a person to look at'),
  quarantined: term('bad', '已隔离', 'Quarantined'),
  note: term('calm', '普通来信', 'Note'),
  own: term('calm', '本系统邮件', 'Our own mail'),
  auto: term('calm', '自动回复', 'Automatic reply'),
  dsn: term('warn', '退信通知', 'Delivery report'),
  dismissed: term('calm', '已处理', 'Dismissed'),
}

export const mailClassWords: Record<MailClass, Words> = {
  own: { zh: '本系统邮件', en: 'Our own mail' },
  dsn: { zh: '退信通知', en: 'Delivery report' },
  auto: { zh: '自动回复', en: 'Automatic reply' },
  bulk: { zh: '群发邮件', en: 'Bulk mail' },
  human: { zh: '人工来信', en: 'Written by a person' },
}

export const verdictTerms: Record<SenderVerdict, Term> = {
  aligned: term('good', '发件域已验证', 'Sender domain verified'),
  none: term('warn', '发件域未设验证', 'Sender domain publishes no proof'),
  unknown: term('warn', '未能验证发件人', 'Sender could not be verified'),
  fail: term('bad', '发件人验证失败', 'Sender verification failed'),
}

export const badgeWords: Record<MailBadge, Words> = {
  senderUnverified: { zh: '发件人未验证', en: 'Sender not verified' },
  severalSenders: { zh: '多个发件人', en: 'Several senders' },
  dateSkew: { zh: '邮件标注时间与收到时间相差较大', en: 'Date header far from receipt' },
  internalDateMissing: { zh: '服务器未给出收到时间', en: 'No receipt time from the server' },
  timeDisputed: { zh: '收到时间存疑', en: 'Receipt time disputed' },
  fromJunk: { zh: '取自垃圾邮件文件夹', en: 'Found in the Junk folder' },
  twoMessageIds: { zh: '邮件编号重复', en: 'Two Message-IDs' },
  noMessageId: { zh: '没有邮件编号', en: 'No Message-ID' },
  lookAlike: { zh: '发件域与常见域名相似', en: 'Look-alike domain' },
  macros: { zh: '附件含宏', en: 'Attachment has macros' },
  csv: { zh: '表格为文本格式（CSV 或网页）', en: 'Form as plain text (CSV or a web page)' },
  wpsFile: { zh: '表格为 WPS 格式（.et）', en: 'Form in WPS format (.et)' },
  bodyTable: { zh: '表格在正文中', en: 'Table in the body' },
  replyToElsewhere: { zh: '回复地址与发件地址不同', en: 'Reply-To differs' },
  nameHidesAddress: { zh: '显示名冒充地址', en: 'Display name hides the address' },
  wrongExtension: { zh: '附件扩展名与内容不符', en: 'Attachment name does not fit its content' },
}

export const outgoingKindWords: Record<OutgoingKind, Words> = {
  ack: { zh: '受理回执', en: 'Acknowledgement' },
  return: { zh: '退回说明', en: 'Return' },
  result: { zh: '审核结果', en: 'Result' },
  note: { zh: '告知', en: 'Note' },
  progress: { zh: '进度答复', en: 'Progress' },
}

export const outgoingTerms: Record<OutgoingState, Term> = {
  pending: term('calm', '待发送', 'Waiting to be sent'),
  sending: term('busy', '发送中', 'Being sent'),
  sent: term('good', '已发送', 'Sent'),
  retry: term('warn', '将重试', 'Will be tried again'),
  uncertain: term('warn', '是否送达待核实', 'Delivery uncertain'),
  failed: term('bad', '发送失败', 'Failed'),
  bounced: term('bad', '被退回', 'Bounced'),
}

export const personStatusTerms: Record<'disabled' | 'active', Term> = {
  disabled: term('warn', '禁用', 'Disabled'),
  active: term('good', '激活', 'Active'),
}
export const certificateStatusTerms: Record<'held' | 'active', Term> = {
  held: term('warn', '暂扣', 'Held'),
  active: term('good', '激活', 'Active'),
}

export const profileTerms: Record<'approved' | 'incomplete' | 'pending', Term> = {
  approved: term('good', '已审核', 'Approved'),
  incomplete: term('warn', '未完善', 'Incomplete'),
  pending: term('busy', '待审核', 'Awaiting approval'),
}

/** 案上的来信: what a mail without a form was to its request. */
export const mailNoteTerms: Readonly<Record<MailNoteKind, Words>> = {
  reply: { zh: '回复', en: 'Reply' },
  withdrawal: { zh: '撤回', en: 'Withdrawal' },
  withdrawalRefused: { zh: '要求撤回，未办理', en: 'Asked for a withdrawal, refused' },
  progress: { zh: '查询进度', en: 'Asked for the places' },
}

/** 待处理: why a mail waits for a person of the office. */
export const mailToDoTerms: Readonly<Record<MailToDoKind, Term>> = {
  manual: mailTerms.manual,
  quarantined: mailTerms.quarantined,
  onHold: mailTerms.onHold,
  replyWithoutForm: term('warn', '来信询问', 'A question'),
  withdrawalRefused: term('warn', '要求撤回，未办理', 'Asked for a withdrawal, refused'),
  undelivered: term('bad', '答复未送达', 'Answer not delivered'),
}
