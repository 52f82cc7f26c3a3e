/** The page of every error: what happened, in a sentence, and where to go. */
import type { Problem } from '../problems.ts'
import { paths } from '../paths.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  home: { zh: '回到首页', en: 'Back to the home page' },
  number: { zh: '故障编号', en: 'Fault number' },
} as const

export interface MessagePage {
  readonly t: Record<keyof typeof labels, string>
  readonly status: string
  readonly title: string
  readonly sentence: string
  /** The next step: the home page, where the problem knows none. */
  readonly way: { readonly href: string; readonly text: string }
  /** Found in the log; only for faults. */
  readonly faultNumber: string
}

export function presentMessage(problem: Problem, language: Language, faultNumber = ''): MessagePage {
  return {
    t: sayAll(language, labels),
    status: String(problem.status),
    title: say(language, problem.title),
    sentence: say(language, problem.sentence),
    way: { href: problem.way?.href ?? paths.home(), text: say(language, problem.way?.text ?? labels.home) },
    faultNumber,
  }
}
