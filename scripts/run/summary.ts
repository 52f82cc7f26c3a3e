/** What npm start prints when all is ready: addresses, accounts, mail, how to end it. One screen. */
import type { BundledMail } from '../../env.ts'
import type { WorldAccount } from './world.ts'

export interface Summary {
  readonly web: string
  readonly temporalUi: string | null
  readonly mail: BundledMail | null
  readonly mailbox: string | null
  readonly accounts: readonly WorldAccount[]
  readonly dataDir: string
  readonly seconds: number
}

interface RoleWords {
  readonly zh: string
  readonly en: string
}
const roleWords: Readonly<Record<string, RoleWords>> = {
  staff: { zh: '审核员', en: 'staff' },
  supervisorOfStaff: { zh: '审核主管', en: 'chief' },
  reviewer: { zh: '审批人', en: 'reviewer' },
  certificateOfficer: { zh: '制证员', en: 'certificate officer' },
  inspector: { zh: '监督员', en: 'inspector' },
  viewer: { zh: '查看', en: 'viewer' },
  enterprise: { zh: '企业', en: 'enterprise' },
  systemAdmin: { zh: '系统管理员', en: 'system admin' },
  securityAdmin: { zh: '安全管理员', en: 'security admin' },
  auditAdmin: { zh: '审计管理员', en: 'audit admin' },
}
/** Roles in the order in which a visitor wants to try them; one account of each is shown. */
const shownRoles = ['supervisorOfStaff', 'staff', 'enterprise', 'reviewer', 'auditAdmin', 'systemAdmin'] as const

export function summaryText(summary: Summary): string {
  const { web, mail } = summary
  const rows: (readonly [string, string])[] = [
    ['网页 web', web],
    ['流程 Temporal', summary.temporalUi ?? '（外部 elsewhere）'],
  ]
  if (mail === null) {
    rows.push(['邮件 mail', '外部邮件服务器 the mail server that you named'])
  } else {
    rows.push(['邮箱 mailboxes', `${web}/dev/mail`])
    rows.push([
      '',
      `IMAP 127.0.0.1:${mail.imapPort}   SMTP 127.0.0.1:${mail.smtpPort}   密码 password ${mail.password}`,
    ])
    if (summary.mailbox !== null) rows.push(['', `协会邮箱 association  ${summary.mailbox}`])
  }
  for (const [index, account] of mainAccounts(summary.accounts).entries()) {
    rows.push([index === 0 ? '登录 sign in' : '', accountLine(account)])
  }
  rows.push(['数据 data', `${summary.dataDir}   （npm run reset 清空 empties it）`])
  const widest = Math.max(...rows.map(([label]) => width(label)))
  const lines = rows.map(([label, value]) => `  ${pad(label, widest)}   ${value}`)
  return [
    '',
    `  Hoistway 起重机械审批   ${summary.seconds.toFixed(1)} s`,
    '',
    ...lines,
    '',
    '  按 Ctrl-C 停止。Press Ctrl-C to stop.',
    '',
  ].join('\n')
}

function mainAccounts(accounts: readonly WorldAccount[]): WorldAccount[] {
  const chosen = shownRoles.flatMap((role) => accounts.find(({ roles }) => roles.includes(role)) ?? [])
  return [...new Set(chosen)]
}

function accountLine({ login, password, roles }: WorldAccount): string {
  const main = shownRoles.find((role) => roles.includes(role)) ?? roles[0] ?? ''
  const words = roleWords[main] ?? { zh: main, en: main }
  return `${pad(login, 20)} ${pad(password, 32)} ${words.zh} ${words.en}`
}

/** Columns on a terminal: a Chinese character takes two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/.test(character) ? 2 : 1), 0) // prettier-ignore
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}
