/** 受理的输入与结果: what settling a mail takes, and what it came to. */
import type { MailState } from '../../../domain/unban/types.ts'
import type { Judged } from './judged.ts'
import type { ReturnLimits } from './return-limits.ts'

export interface SettleOptions {
  readonly baseUrl: string
  readonly limits: ReturnLimits
}

export type Settled = { readonly kind: 'settled'; readonly state: MailState } | { readonly kind: 'repeat' }

export interface ToSettle {
  readonly mailId: number
  readonly judged: Judged
}
