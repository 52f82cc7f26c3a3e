/** 账号 /account — one's own sessions, API tokens, password, and the enterprise acted for. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readOwnSessions, readOwnTokens } from '../../db/read/sessions.ts'
import { changePassword, chooseEnterprise, endSession, type PasswordChange } from '../../db/write/web/sessions.ts'
import { makeToken, revokeToken, tokenDays } from '../../db/write/web/tokens.ts'
import type { Words } from '../../domain/brand.ts'
import type { WebDeps } from '../deps.ts'
import { notice, type Notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { accountTitle, presentAccount, type AccountModel, type AccountState } from './presenter.ts'

const longest = { name: 60, password: 256 } as const

const tokenWords: Words = {
  zh: `请填写用途名称（不超过 ${longest.name} 字）和有效天数（${tokenDays.least}–${tokenDays.most}）。`,
  en: `Please give a name (${longest.name} characters at most) and the days (${tokenDays.least}–${tokenDays.most}).`,
}
const madeAlreadyWords: Words = {
  zh: '这张表单的令牌已经生成，没有再生成。令牌只显示一次；没有记下的，请撤销后重新生成。',
  en: 'This form has made its token already; no other was made. A token is shown once: if you did not keep it, revoke it and make another.',
}
const sessionOnly: Words = {
  zh: '此项只能在登录后的网页中办理，不能用令牌办理。',
  en: 'This is done in a session, not with a token.',
}
const passwordSaid: Record<PasswordChange, { status: number; tone: Notice['tone']; words: Words }> = {
  changed: {
    status: 200,
    tone: 'success',
    words: { zh: '密码已修改，其他会话已结束。', en: 'The password is changed; other sessions have ended.' },
  },
  wrong: {
    status: 400,
    tone: 'danger',
    words: { zh: '当前密码不正确，密码没有修改。', en: 'The present password is wrong; nothing was changed.' },
  },
  refused: {
    status: 409,
    tone: 'danger',
    words: {
      zh: '密码刚在别处修改过，请重新登录。',
      en: 'The password was just changed elsewhere; please sign in again.',
    },
  },
  weak: {
    status: 400,
    tone: 'danger',
    words: {
      zh: '新密码至少 12 个字符，且不能是常见密码，请换一个。',
      en: 'The new password needs 12 characters or more and must not be a common one.',
    },
  },
}

export function accountRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  const own: Policy<unknown, null> = {
    kind: 'may',
    action: 'account.own',
    find: () => ({ resource: { kind: 'none' }, record: null }),
  }

  const show = async (visit: Visit, state: Partial<AccountState>, json?: unknown, status = 200): Promise<Reply> => {
    const { actor, login, name, enterpriseName, sessionId } = signedInOf(visit)
    const [sessions, tokens] = await Promise.all([
      readOwnSessions(db, actor.accountId),
      readOwnTokens(db, actor.accountId),
    ])
    const model: AccountModel = {
      accountId: actor.accountId,
      login,
      name,
      roles: actor.roles,
      enterprise: enterpriseName,
      sessions: sessions.map((session) => ({ ...session, current: session.publicId === sessionId })),
      tokens,
    }
    const full: AccountState = {
      notice: null,
      newToken: '',
      typed: { name: '', days: String(tokenDays.usual) },
      formId: randomUUID(),
      ...state,
    }
    return page(
      'account/account',
      say(visit.language, accountTitle),
      presentAccount(model, full, visit),
      json ?? model,
      status,
    )
  }
  const refuse = (visit: Visit, code: string, words: Words, typed?: AccountState['typed']): Promise<Reply> =>
    show(visit, { notice: notice(visit.language, 'danger', words), ...(typed === undefined ? {} : { typed }) }, errorJson(code, words, visit.language), 400) // prettier-ignore

  return [
    route({
      method: 'get',
      path: patterns.account,
      summary: { zh: '我的账号', en: 'One’s own account: sessions and tokens' },
      policy: own,
      handle: (visit) => show(visit, {}),
    }),
    route({
      method: 'post',
      path: patterns.accountTokens,
      summary: { zh: '生成令牌', en: 'Make an API token; shown this once, and the same formId makes no second one' },
      body: z.strictObject({
        name: z.string(),
        days: z.coerce.number().optional(),
        formId: z.string().regex(/^[\w-]{8,60}$/).optional().default(() => randomUUID()), // prettier-ignore
      }),
      policy: own,
      unreadable: (visit) =>
        visit.signedIn === null
          ? Promise.resolve(fails(problem('notSignedIn')))
          : refuse(visit, 'badInput', tokenWords),
      handle: async (visit, { body }) => {
        const { actor, via } = signedInOf(visit)
        // A stolen token must not make itself last for ever.
        if (via === 'token') return fails(problem('forbidden', { code: 'sessionOnly', sentence: sessionOnly }))
        const name = body.name.trim()
        const days = body.days ?? tokenDays.usual
        const fits =
          name !== '' &&
          name.length <= longest.name &&
          Number.isInteger(days) &&
          days >= tokenDays.least &&
          days <= tokenDays.most
        if (!fits) return refuse(visit, 'badInput', tokenWords, { name, days: String(days) })
        const { accountId, enterpriseId } = actor
        const made = await makeToken(db, { accountId, enterpriseId, name, days, formId: body.formId })
        if (made === null) {
          const json = errorJson('madeAlready', madeAlreadyWords, visit.language)
          return show(visit, { notice: notice(visit.language, 'info', madeAlreadyWords) }, json, 409)
        }
        return show(visit, { newToken: made.token }, made, 201)
      },
    }),
    route({
      method: 'post',
      path: patterns.accountTokenRevoke,
      summary: { zh: '撤销令牌', en: 'Revoke a token' },
      params: idParam,
      policy: own,
      handle: async (visit, { params }) => {
        const revoked = await revokeToken(db, signedInOf(visit).actor.accountId, params.id)
        return revoked ? seeOther(paths.account()) : fails(problem('notFound'))
      },
    }),
    route({
      method: 'post',
      path: patterns.accountSessionEnd,
      summary: { zh: '结束会话', en: 'End one of one’s own sessions' },
      params: z.object({ publicId: z.string().regex(/^[\w-]{1,40}$/) }),
      policy: own,
      handle: async (visit, { params }) => {
        const ended = await endSession(db, signedInOf(visit).actor.accountId, params.publicId)
        return ended ? seeOther(paths.account()) : fails(problem('notFound'))
      },
    }),
    route({
      method: 'post',
      path: patterns.accountEnterprise,
      summary: { zh: '切换所代表的企业', en: 'Choose the enterprise acted for' },
      body: z.strictObject({ enterpriseId: z.coerce.number().int().positive() }),
      policy: own,
      handle: async (visit, { body }) => {
        const { actor, sessionId } = signedInOf(visit)
        if (sessionId === null) return fails(problem('forbidden', { code: 'sessionOnly', sentence: sessionOnly }))
        const chosen = await chooseEnterprise(db, { accountId: actor.accountId, publicId: sessionId, ...body })
        return chosen ? seeOther(paths.home()) : fails(problem('forbidden'))
      },
    }),
    route({
      method: 'post',
      path: patterns.accountPassword,
      summary: { zh: '修改密码', en: 'Change one’s own password' },
      body: z.strictObject({ old: z.string().max(longest.password), password: z.string().max(longest.password) }),
      policy: own,
      handle: async (visit, { body }) => {
        const { actor, sessionId } = signedInOf(visit)
        if (sessionId === null) return fails(problem('forbidden', { code: 'sessionOnly', sentence: sessionOnly }))
        const outcome = await changePassword(db, { accountId: actor.accountId, publicId: sessionId, ...body })
        const { status, tone, words } = passwordSaid[outcome]
        const json = status === 200 ? { ok: true } : errorJson(outcome, words, visit.language)
        return show(visit, { notice: notice(visit.language, tone, words) }, json, status)
      },
    }),
  ]
}
