/** What the two sides of the sandbox say to each other. */
export type Task = 'mail' | 'mailUnopened' | 'workbook' | 'picture'

/** To the child: what to do; the bytes follow through standard input. */
export interface ToChild {
  readonly task: Task
  readonly size: number
}

export type FromChild =
  | { readonly kind: 'ready' }
  /** All bytes have arrived; from here on an end of the child is the file's doing. */
  | { readonly kind: 'started' }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly tooBig: boolean }
