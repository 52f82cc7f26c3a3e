/** 排队公正: the record of the order in words that people understand, and what it does not prove. */
import type { OrderRecord } from '../../db/read/fairness.ts'
import type { Words } from '../../domain/brand.ts'
import { momentText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'

const labels = {
  title: { zh: '排队公正', en: 'Fairness of the queue' },
  lead: {
    zh: '每份申请的排队、领取、搁置、办结，都由数据库自动记一条，任何人（包括工作人员和程序本身）都不能改、不能删。每一条都带有上一条的校验值，改动其中一条，后面的全都对不上。',
    en: 'The database itself writes a line for every placing, claim, putting aside and decision. Nobody, neither staff nor the program, can change or delete one. Each line carries the hash of the line before it: change one, and none after it fits.',
  },
  proves: { zh: '它能证明什么', en: 'What it proves' },
  provesNot: { zh: '它不能证明什么', en: 'What it does not prove' },
  howTo: { zh: '怎样自己核验', en: 'How to verify it yourself' },
  heads: { zh: '每日校验值', en: 'Hash of each day' },
  headsHint: {
    zh: '每天结束时最后一条记录的校验值。抄下任意一天的，以后就能查出那天以前的记录有没有被改写。',
    en: 'The hash of the last line of each day. Write one down, and you can find out later whether anything before that day was rewritten.',
  },
  day: { zh: '日期', en: 'Day' },
  lines: { zh: '累计条数', en: 'Lines so far' },
  hash: { zh: '校验值（SHA-256）', en: 'Hash (SHA-256)' },
  noHeads: {
    zh: '还没有结束的一天。明天起，这里每天增加一行。',
    en: 'No day has ended yet. From tomorrow on a line is added every day.',
  },
  download: { zh: '下载排队记录', en: 'Download the record' },
  publish: { zh: '向所有人公开下载', en: 'Let everybody download it' },
  hide: { zh: '不再公开', en: 'No longer public' },
  publishHint: {
    zh: '文件中只有受理编号、时间和人数，没有姓名、证件号码和企业名称。',
    en: 'The file holds case numbers, moments and counts; no names, no document numbers, no enterprises.',
  },
} as const satisfies Record<string, Words>

const proves: readonly Words[] = [
  {
    zh: '每次“取下一份”取到的，都是当时排在最前的一份：按最后一封邮件的服务器收到时间，同一时刻按到达次序。',
    en: 'Every claim took the request that was the first at that moment: by the server’s receipt time of the last mail, then by arrival.',
  },
  {
    zh: '没有人插队，也没有人被悄悄移走：入队、重发移位、搁置、取回、撤回都在记录里。',
    en: 'Nobody jumped the queue and nobody was quietly removed: placing, moving by a resend, putting aside, taking back and withdrawing are all there.',
  },
  {
    zh: '时间不由人定：位置取自邮件服务器的收到时间；只有服务器没有给出时间的邮件，才由负责人认定，并留有记录。',
    en: 'Nobody sets the time: the place is the mail server’s receipt time; only where the server gave none did the chief give one, and that is recorded.',
  },
]
const provesNot: readonly Words[] = [
  {
    zh: '它不说明审核结论是否正确，只说明先后。',
    en: 'It says nothing about whether a decision was right, only about the order.',
  },
  {
    zh: '它从邮件到达协会邮箱算起；邮件在路上的时间不在其中。',
    en: 'It begins when a mail reaches the association’s mailbox; the way there is not part of it.',
  },
  {
    zh: '管理数据库的人可以整份重写。所以要公布每日校验值：重写后的记录与以前抄下的校验值对不上；而只要其中有一次插队，即使全部重新计算，重放也会查出来。',
    en: 'Whoever runs the database could write all of it anew. That is why the daily hashes are published: a rewritten record does not contain a hash that was written down before; and a jump is found by the replay even when every hash was made anew.',
  },
]
const steps: readonly Words[] = [
  { zh: '下载排队记录（一行一条的文本文件）。', en: 'Download the record, a text file with one line for each event.' },
  {
    zh: '在装有本程序的任一电脑上运行：npm run verify-order -- 文件名 --head=抄下的校验值。不需要联网，也不需要数据库。',
    en: 'On any computer with this program: npm run verify-order -- FILE --head=HASH. It needs neither a network nor a database.',
  },
  {
    zh: '文件首行写明了校验值的算法，也可以用别的程序自己计算。',
    en: 'The file’s first line says how the hashes are made, so any other program can do the same.',
  },
]
export const noticeWords = {
  published: { zh: '已公开，任何人都可以在本页下载。', en: 'Public now: everybody can download it here.' },
  hidden: { zh: '已不再公开。每日校验值仍然公布。', en: 'No longer public. The daily hashes still are.' },
} as const satisfies Record<string, Words>

export interface FairnessModel {
  readonly records: readonly OrderRecord[]
  /** The authority whose chief is asking. */
  readonly own: string | null
}
export interface FairnessPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly proves: readonly string[]
  readonly provesNot: readonly string[]
  readonly steps: readonly string[]
  readonly records: readonly {
    readonly id: string
    readonly name: string
    readonly summary: string
    readonly isPublic: Tag
    readonly downloadHref: string
    readonly publishAction: string
    readonly publishValue: string
    readonly publishLabel: string
    readonly heads: readonly { readonly day: string; readonly lines: string; readonly hash: string }[]
  }[]
}

export function presentFairness(model: FairnessModel, { language }: Visit, notice: Notice | null): FairnessPage {
  const zh = language === 'zh'
  const all = (list: readonly Words[]) => list.map((words) => say(language, words))
  return {
    t: sayAll(language, labels),
    notice,
    proves: all(proves),
    provesNot: all(provesNot),
    steps: all(steps),
    records: model.records.map((record) => {
      const own = record.authorityId === model.own
      const isPublic = record.publicSince !== null
      return {
        id: record.authorityId,
        name: record.authority,
        summary:
          record.since === null
            ? zh
              ? '还没有记录。'
              : 'Nothing recorded yet.'
            : zh
              ? `自 ${momentText(record.since)} 起共 ${record.lines} 条；近 30 天领取 ${record.claims} 次。`
              : `${record.lines} lines since ${momentText(record.since)}; ${record.claims} claims in the last 30 days.`,
        isPublic: isPublic ? tag('good', zh ? '记录已公开' : 'Record is public') : tag('calm', zh ? '记录未公开' : 'Record is not public'), // prettier-ignore
        downloadHref: own ? paths.fairnessExport() : isPublic ? paths.fairnessFile(record.authorityId) : '',
        publishAction: own ? paths.fairnessPublish() : '',
        publishValue: isPublic ? 'no' : 'yes',
        publishLabel: say(language, isPublic ? labels.hide : labels.publish),
        heads: record.heads.map(({ day, lines, hash }) => ({ day, lines: String(lines), hash })),
      }
    }),
  }
}
export const fairnessTitle = labels.title
