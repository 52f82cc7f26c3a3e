/**
 * The mails that break such systems (reference/email.md 14, with what the spec changed), as far as the rules alone decide
 * them: from what was read of the mail to its state, its answer and its rows.
 */
import { expect, test } from '@jest/globals'
import { authserv, aMail, aMailWithForm, anAttachment, aTable, formCells, header, hongda, officeAddress, sun, traced, xiong } from '../../test/support/read-mails.ts' // prettier-ignore
import { aPerson, anEnterprise, check, type Register } from '../../test/support/unban-facts.ts'
import { fromProblem, senderStanding } from '../mail/authority.ts'
import { mailBadges } from '../mail/badges.ts'
import { classifyMail } from '../mail/classify.ts'
import { answersOurs } from '../mail/own-message-id.ts'
import { readReply } from '../mail/replies.ts'
import type { ReadMail } from '../mail/types.ts'
import { senderVerdict } from '../mail/verdict.ts'
import { decideAnswerKind, routeMail } from './acceptance.ts'
import type { CheckedRow } from './entry-checks.ts'
import { planArrival, planDecided, planRelease, type Placing, type StandingRow } from './order.ts'
import { readRequestForms } from './request-form.ts'
import { returnReasons } from './reasons.ts'
import { writeRowsHeader } from './rows-header.ts'
import type { Place, RowOutcome } from './types.ts'

const xiongId = '450100198703139320'
const sunId = '45010019710620955X'
const own = { addresses: ['unban@association.test'], messageIdDomain: 'association.test' }
const ours = '<unban.GX-2026-000001.ack.1@association.test>'
const people = {
  [xiongId]: aPerson(),
  [sunId]: aPerson({ id: 12, name: '孙芳' }),
}

interface Around {
  readonly register?: Register
  /** Addresses that may write for 宏达. */
  readonly authorised?: readonly string[]
  readonly headersOnly?: boolean
}

/** What a mail comes to in an empty queue: state, answer, and the header of the answer. */
function settle(
  mail: ReadMail,
  { register = { people }, authorised = [officeAddress], headersOnly = false }: Around = {},
) {
  const address = mail.from[0]?.address ?? ''
  const verdict = senderVerdict(mail.headers, address, authserv)
  const forms = readRequestForms(mail, { headersOnly })
  const route = routeMail({
    classified: classifyMail(mail, own),
    fromProblem: fromProblem(mail),
    verdict,
    unreadable: mail.unreadable,
    answersOurs: answersOurs(mail, own.messageIdDomain),
    forms,
  })
  const { badges } = forms
  if (route.kind !== 'rows' || forms.kind !== 'form') {
    return { state: route.kind, answer: route.answer, rows: writeRowsHeader([], route.codes), badges }
  }
  const { rows, lossy, unclearBusiness } = forms
  const known = authorised.includes(address)
  const checked = check(rows, register, { lossy, unclearBusiness, standingFor: () => senderStanding(verdict, known), knownSender: known }) // prettier-ignore
  const outcomes = checked.map((row) => ({ n: row.n, outcome: inEmptyQueue(row) }))
  return { ...decideAnswerKind(outcomes.map(({ outcome }) => outcome)), rows: writeRowsHeader(outcomes), badges }
}

function inEmptyQueue({ outcome }: CheckedRow): RowOutcome {
  if (outcome.kind === 'pass') return { kind: 'queued' }
  return outcome.kind === 'hold' ? { kind: 'onHold' } : outcome
}

const accepted = { state: 'accepted', answer: 'ack', rows: '1=queued' }
const returned = (rows: string) => ({ state: 'returned', answer: 'return', rows })
const silent = (state: string) => ({ state, answer: 'none', rows: '' })
const stranger = (results: string, changes: Partial<ReadMail> = {}) =>
  aMailWithForm([xiong], { headers: traced(results), from: [{ address: 'a@other.test', name: '' }], ...changes })

// --- the queue --------------------------------------------------------------------------------------------------------

const place = (minute: number, arrival = '1'): Place => ({ receivedAt: `2026-11-20T06:${String(minute).padStart(2, '0')}:00.000Z`, arrival }) // prettier-ignore
const letters = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `p${from + index}`)
const standingAt = (requestId: number, at: Place, keys: readonly string[], state: StandingRow['state'] = 'live') =>
  keys.map((personKey, index): StandingRow => ({
    rowId: requestId * 1000 + index,
    requestId,
    personKey,
    place: at,
    state,
  }))
function arrive(keys: readonly string[], at: Place, standing: readonly StandingRow[]) {
  const plan = planArrival({ arriving: { place: at, rows: keys.map((personKey, n) => ({ n: n + 1, personKey })) }, standing, past: [] }) // prettier-ignore
  const count = (kind: Placing['kind']) => plan.rows.filter(({ placing }) => placing.kind === kind).length
  const taken = plan.rows.filter(({ placing }) => placing.kind === 'live' && placing.takesOver !== null).length
  return { live: count('live'), taken, moved: count('moved'), shadowed: count('shadowed'), superseded: plan.superseded }
}

test('#1 #2 a right form with an empty body, or an empty subject', () => {
  expect(settle(aMailWithForm([xiong], { text: '' }))).toMatchObject(accepted)
  expect(settle(aMailWithForm([xiong], { subject: '' }))).toMatchObject(accepted)
})

test('#4 #5 the same list again moves everybody, in whatever order, and ends the older request', () => {
  const a = standingAt(1, place(1), letters(3))
  expect(arrive([...letters(3)].reverse(), place(9), a)).toEqual({
    live: 3,
    taken: 3,
    moved: 0,
    shadowed: 0,
    superseded: [1],
  })
})

test('#6 the list and one more: all at the later mail', () => {
  expect(arrive(letters(4), place(9), standingAt(1, place(1), letters(3)))).toMatchObject({
    live: 4,
    taken: 3,
    superseded: [1],
  })
})

test('#7 two of twenty move, eighteen keep their place', () => {
  expect(arrive(letters(2), place(9), standingAt(1, place(1), letters(20)))).toMatchObject({ taken: 2, superseded: [] })
})

test('#8 five of ten and five new', () => {
  expect(arrive(letters(10, 5), place(9), standingAt(1, place(1), letters(10)))).toMatchObject({ live: 10, taken: 5, superseded: [] }) // prettier-ignore
})

test('#9 a bad row is returned and moves nobody, the good ones queue', () => {
  const bad = { ...sun, idNumber: '450100197106209551' }
  expect(settle(aMailWithForm([xiong, bad]))).toMatchObject({
    state: 'accepted',
    answer: 'ack',
    rows: '1=queued; 2=R09',
  })
})

test('#10 #83 a resend during a review waits; passed, it is done; released, it moves', () => {
  const locked = standingAt(1, place(1), ['p'], 'locked')
  expect(arrive(['p'], place(9), locked)).toMatchObject({ shadowed: 1, superseded: [] })
  expect(planDecided('approve', false)).toBe('alreadyDone')
  expect(planRelease([{ rowId: 1000, place: place(1) }], [{ rowId: 2000, shadowOf: 1000, place: place(9) }])).toEqual({
    live: [2000],
    moved: [{ rowId: 1000, to: 2000 }],
  })
})

test('#11 #12 refused, the resend lives only when something changed', () => {
  expect(planDecided('reject', true)).toBe('live')
  expect(planDecided('reject', false)).toBe('rejected')
})

test('#13 an older mail found in Junk takes nobody from the newer one', () => {
  const b = standingAt(2, place(9), letters(2))
  expect(arrive(letters(3), place(1), b)).toEqual({ live: 1, taken: 0, moved: 2, shadowed: 0, superseded: [] })
})

test('#27 two mails in one second: the later arrival is the last mail', () => {
  expect(arrive(['p'], place(1, '3'), standingAt(1, place(1, '2'), ['p']))).toMatchObject({ live: 1, taken: 1 })
  expect(arrive(['p'], place(1, '2'), standingAt(1, place(1, '3'), ['p']))).toMatchObject({ moved: 1 })
})

// --- who writes -------------------------------------------------------------------------------------------------------

test('#14 a stranger with the list, aligned: held', () => {
  expect(settle(stranger('dmarc=pass header.from=other.test'))).toMatchObject({ state: 'onHold', answer: 'ack', rows: '1=onHold' }) // prettier-ignore
})

test('#15 a forged From of the enterprise: quarantined, no answer', () => {
  expect(settle(aMailWithForm([xiong], { headers: traced('dmarc=fail header.from=e00.test') }))).toMatchObject(silent('quarantined')) // prettier-ignore
})

test('#16 a pass that the sender wrote is not believed', () => {
  const forged = header('authentication-results', `${authserv}; dmarc=pass header.from=e00.test`)
  const below = [header('received', 'from evil by mail.evil.test'), forged]
  expect(settle(aMailWithForm([xiong], { headers: traced('dmarc=fail header.from=e00.test', below) }))).toMatchObject(silent('quarantined')) // prettier-ignore
  const without = [header('received', 'from evil by mx.association.test'), ...below]
  expect(senderVerdict(without, officeAddress, authserv)).toBe('unknown')
})

test('#17 a mail between users of QQ carries no such block and is aligned by its mark', () => {
  const headers = [header('received', 'from qq.com (unknown) by mx.qq.com'), header('x-qq-mid', 'webmail649'), header('from', 'a@qq.com')] // prettier-ignore
  expect(senderVerdict(headers, 'a@qq.com', 'mx.qq.com')).toBe('aligned')
})

test('#18 SPF of another domain: authorised with a badge, otherwise R16', () => {
  const results = 'spf=pass smtp.mailfrom=x@bulk.test; dkim=none; dmarc=none header.from=e00.test'
  expect(settle(aMailWithForm([xiong], { headers: traced(results) }))).toMatchObject(accepted)
  expect(senderStanding(senderVerdict(traced(results), officeAddress, authserv), true)).toBe('normalWithBadge')
  expect(settle(stranger('spf=pass smtp.mailfrom=x@bulk.test; dmarc=none'))).toMatchObject(returned('1=R16'))
})

test('#20 #21 several senders, or none: staff, nobody is answered', () => {
  const two = [{ address: officeAddress, name: '' }, { address: 'b@e00.test', name: '' }] // prettier-ignore
  expect(settle(aMailWithForm([xiong], { from: two }))).toMatchObject(silent('manual'))
  expect(settle(aMailWithForm([xiong], { fromHeaders: 2 }))).toMatchObject(silent('manual'))
  expect(settle(aMailWithForm([xiong], { from: [], fromHeaders: 0 }))).toMatchObject(silent('manual'))
})

test('#19 #22 #23 #25 #26 accepted by the real address and the server time, with badges', () => {
  const odd = aMailWithForm([xiong], {
    headers: [...traced('dmarc=pass header.from=e00.test'), header('reply-to', 'x@evil.test')],
    from: [{ address: officeAddress, name: 'boss@bank.test' }],
    messageId: null,
    messageIdHeaders: 2,
    dateHeader: '2026年11月20日',
  })
  expect(settle(odd)).toMatchObject(accepted)
  const facts = { receivedAt: '2026-11-20T06:05:00.000Z', internalDateMissing: false, standings: [], knownDomains: [] }
  expect(mailBadges(odd, facts)).toEqual([
    'dateSkew',
    'twoMessageIds',
    'noMessageId',
    'replyToElsewhere',
    'nameHidesAddress',
  ])
})

test('#84 DKIM broken by a footer, SPF aligned: accepted', () => {
  const results = 'dkim=fail header.d=e00.test; spf=pass smtp.mailfrom=office@e00.test; dmarc=none'
  expect(settle(aMailWithForm([xiong], { headers: traced(results) }))).toMatchObject(accepted)
})

// --- what is attached -------------------------------------------------------------------------------------------------

test('#36 #37 no file name; a workbook named .exe; a program named .xlsx', () => {
  const named = (changes: Parameters<typeof anAttachment>[0]) =>
    aMailWithForm([xiong], { attachments: [anAttachment(changes)] })
  expect(settle(named({ name: 'noname' }))).toMatchObject(accepted)
  expect(settle(named({ name: 'b.exe' }))).toMatchObject({ ...accepted, badges: ['wrongExtension'] })
  expect(settle(aMail({ attachments: [anAttachment({ name: 'list.xlsx', kind: 'executable' })] }))).toMatchObject({ state: 'quarantined', answer: 'return', rows: '0=R18' }) // prettier-ignore
})

test('#38 #41 winmail.dat, a locked archive, a locked workbook', () => {
  const only = (changes: Parameters<typeof anAttachment>[0]) => settle(aMail({ attachments: [anAttachment(changes)] }))
  expect(only({ name: 'winmail.dat', kind: 'tnef', problem: 'tnef' })).toMatchObject(returned('0=R03'))
  expect(returnReasons.R03.howTo.zh).toContain('Outlook')
  expect(only({ name: '表.zip', kind: 'archive', problem: 'archive' })).toMatchObject(returned('0=R04'))
  expect(only({ kind: 'encrypted', problem: 'password' })).toMatchObject(returned('0=R03'))
})

test('#43 a form saved as .et or .csv', () => {
  const saved = (name: string, kind: 'xls' | 'csv') =>
    settle(aMailWithForm([xiong], { attachments: [anAttachment({ name, kind })] }))
  expect(saved('表.et', 'xls')).toMatchObject({ ...accepted, badges: ['wpsFile'] })
  expect(saved('表.xls', 'xls')).toMatchObject({ ...accepted, badges: [] })
  expect(saved('表.csv', 'csv')).toMatchObject({ ...accepted, badges: ['csv'] })
})

test('#44 #45 a zip bomb, a million rows, a mail of 70 MB', () => {
  const only = (problem: 'tooLarge' | 'tooManyRows') => settle(aMail({ attachments: [anAttachment({ problem })] }))
  expect(only('tooLarge')).toMatchObject(returned('0=R17'))
  expect(only('tooManyRows')).toMatchObject(returned('0=R17'))
  expect(settle(aMail(), { headersOnly: true })).toMatchObject(returned('0=R17'))
})

test('#44 a mail that cannot be taken apart goes to staff, and its sender is told', () => {
  expect(settle(aMail({ unreadable: true }))).toMatchObject({ state: 'manual', answer: 'return', rows: '0=R03' })
})

test('#46 #47 a cloud link only; a photo or PDF of the table', () => {
  expect(settle(aMail({ linkHosts: ['wx.mail.qq.com'] }))).toMatchObject(returned('0=R05'))
  expect(settle(aMail({ attachments: [anAttachment({ kind: 'image', name: '表.jpg' })] }))).toMatchObject(
    returned('0=R19'),
  )
  expect(settle(aMail({ attachments: [anAttachment({ kind: 'pdf', name: '表.pdf' })] }))).toMatchObject(
    returned('0=R19'),
  )
})

test('#48 the table pasted into the body counts when its headings match', () => {
  const body = (cells: string[][]) => aMail({ tables: [aTable(cells, { source: 'body', attachment: -1 })] })
  expect(settle(body(formCells([xiong])))).toMatchObject({ ...accepted, badges: ['bodyTable'] })
  expect(settle(body([['人员', '证件'], ['熊旭', xiongId]]))).toMatchObject(returned('0=R02')) // prettier-ignore
})

test('#49 an old form counts when the headings are found, else R02 names the version and the place', () => {
  expect(settle(aMailWithForm([], { tables: [aTable([['姓名', '身份证号码', '单位名称'], ['熊旭', xiongId, hongda]])] }))).toMatchObject(accepted) // prettier-ignore
  expect(settle(aMailWithForm([], { tables: [aTable([['姓名', '证件号'], ['熊旭', xiongId]])] }))).toMatchObject(returned('0=R02')) // prettier-ignore
  expect(returnReasons.R02.howTo.zh).toContain('2026年版')
})

test('#56 no rows; 501 rows', () => {
  expect(settle(aMailWithForm([]))).toMatchObject(returned('0=R01'))
  expect(settle(aMailWithForm(Array.from({ length: 501 }, () => xiong)))).toMatchObject(returned('0=R17'))
})

// --- what is written --------------------------------------------------------------------------------------------------

test('#50 #51 brackets and spaces do not matter; a missing company; an incomplete profile', () => {
  const written = (company: string, register?: Register) =>
    settle(aMailWithForm([{ ...xiong, company }]), register === undefined ? {} : { register })
  expect(written(` ${hongda.slice(0, 4)} ${hongda.slice(4)}`)).toMatchObject(accepted)
  expect(written('南宁宏达')).toMatchObject(returned('1=R07'))
  expect(written('')).toMatchObject(returned('1=R06'))
  const incomplete = anEnterprise({ status: 'incomplete', missing: ['安全生产许可证'] })
  expect(written(hongda, { people, enterprises: [incomplete] })).toMatchObject(returned('1=R08'))
})

test.each(['４５０１００１９８７０３１３９３２０', '450100 19870313 9320', "'450100198703139320", '450100870313932'])(
  '#52 %s is repaired',
  (written) => {
    expect(settle(aMailWithForm([{ ...xiong, idNumber: written }]))).toMatchObject(accepted)
  },
)

test('#52 a lower-case x is repaired; the scientific notation is not, and names its cause', () => {
  expect(settle(aMailWithForm([{ ...sun, idNumber: sunId.toLowerCase() }]))).toMatchObject(accepted)
  expect(settle(aMailWithForm([{ ...xiong, idNumber: '4.5E+17' }]))).toMatchObject(returned('1=R09'))
  expect(returnReasons.R09.sentence({ code: 'R09', why: 'scientific' }).zh).toContain('Excel')
})

test('#53 middle dots and trailing spaces of a name do not matter', () => {
  const register = { people: { [xiongId]: aPerson({ name: '买买提·艾力' }) } }
  expect(settle(aMailWithForm([{ ...xiong, name: '买买提•艾力  ' }]), { register })).toMatchObject(accepted)
})

test('#54 a person twice: once, or R13 with another name or company', () => {
  expect(settle(aMailWithForm([xiong, xiong]))).toMatchObject({ ...accepted, rows: '1=queued; 2=queued' })
  expect(settle(aMailWithForm([xiong, { ...xiong, name: '熊续' }]))).toMatchObject(returned('1=R13; 2=R12+R13'))
  expect(settle(aMailWithForm([xiong, { ...xiong, company: '某某公司' }]))).toMatchObject(returned('1=R13; 2=R07+R13'))
})

test('#55 both businesses in one form', () => {
  const register = { people: { ...people, [sunId]: aPerson({ id: 12, name: '孙芳', enterpriseId: null }) } }
  expect(settle(aMailWithForm([xiong, { ...sun, business: '绑定' }]), { register })).toMatchObject({ ...accepted, rows: '1=queued; 2=queued' }) // prettier-ignore
})

// --- machines and replies ---------------------------------------------------------------------------------------------

test('#57 #64 #65 an absence notice, our own mail, a mailing list', () => {
  expect(settle(aMail({ headers: [header('auto-submitted', 'auto-replied')], inReplyTo: ours }))).toMatchObject(
    silent('auto'),
  )
  expect(settle(aMail({ headers: [header('x-hoistway-kind', 'ack')] }))).toMatchObject(silent('own'))
  const list = [header('precedence', 'bulk'), ...traced('dmarc=pass header.from=e00.test')]
  expect(settle(aMail({ headers: list }))).toMatchObject(silent('auto'))
  expect(settle(aMailWithForm([xiong], { headers: list }))).toMatchObject(silent('manual'))
})

test('#58 #66 a reply of words only is a note; a fresh mail without a form is R01', () => {
  expect(settle(aMail({ inReplyTo: ours, text: '您好，我现在不在' }))).toMatchObject(silent('note'))
  expect(settle(aMail({ inReplyTo: ours, text: '谢谢' }))).toMatchObject(silent('note'))
  expect(settle(aMail({ text: '您好' }))).toMatchObject(returned('0=R01'))
})

test('#60 #61 #62 #63 bounces of any kind are filed and never answered', () => {
  const dsn = (changes: object) => aMail({ dsn: { action: 'failed', status: '5.1.1', originalMessageId: ours, recipient: null, ...changes } }) // prettier-ignore
  expect(settle(dsn({}))).toMatchObject(silent('dsn'))
  expect(settle(dsn({ action: 'delayed', status: '4.4.1' }))).toMatchObject(silent('dsn'))
  expect(settle(dsn({ originalMessageId: null }))).toMatchObject(silent('dsn'))
  expect(settle(aMail({ from: [{ address: 'MAILER-DAEMON@qq.com', name: '' }] }))).toMatchObject(silent('dsn'))
})

test('#67 #69 撤回 and 进度 are words of a reply', () => {
  expect(readReply({ text: '撤回\n> 您的申请已受理' })).toEqual({ word: '撤回', rows: 'all' })
  expect(readReply({ text: '进度' })).toEqual({ word: '进度' })
  expect(settle(aMail({ text: '请问进度' }))).toMatchObject(returned('0=R01'))
})

test('#68 a reply with a new form is a new submission', () => {
  expect(settle(aMailWithForm([xiong], { inReplyTo: ours, references: [ours] }))).toMatchObject(accepted)
})

test('#85 a signature or an invitation beside the form is ignored; an invitation alone is automatic', () => {
  const beside = (kind: 'signature' | 'calendar') =>
    aMailWithForm([xiong], { attachments: [anAttachment(), anAttachment({ kind })] })
  expect(settle(beside('signature'))).toMatchObject(accepted)
  expect(settle(beside('calendar'))).toMatchObject(accepted)
  expect(settle(aMail({ attachments: [anAttachment({ kind: 'calendar' })] }))).toMatchObject(silent('auto'))
})
