/** 首页 of whoever operates the program: what waits where. */
import { tag, type Tag } from '../terms.ts'
import type { Language } from '../words.ts'
import { figure, type Figure } from './figure.ts'
import type { OperationsHome } from './model.ts'

export interface OperationsView {
  readonly figures: readonly Figure[]
  readonly engine: Tag
}

export function presentOperations(model: OperationsHome, language: Language): OperationsView {
  const unsent = Object.values(model.outbox).reduce((sum, mails) => sum + mails, 0)
  const minutes = (seconds: number) => Math.round(seconds / 60)
  return {
    engine: model.engine.ok
      ? tag('good', language === 'zh' ? '流程引擎正常' : 'workflow engine well')
      : tag('bad', language === 'zh' ? '流程引擎不可用' : 'workflow engine away'),
    figures: [
      figure(language, model.waitingRequests, '份申请待审', 'requests waiting'),
      figure(language, minutes(model.queueAgeSeconds), '分钟：最早一份的等待', 'minutes: the oldest waits'),
      figure(
        language,
        minutes(model.mailLagSeconds),
        '分钟：近一小时最大收信延迟',
        'minutes: worst mail lag in the last hour',
      ),
      figure(language, model.unclassifiedMails, '封来信未处理', 'mails not classified'),
      figure(language, model.manualMails, '封来信待人工', 'mails for a person'),
      figure(language, unsent, '封邮件未发出', 'mails not sent'),
      figure(language, model.openWishes, '项等待流程引擎', 'waiting for the engine'),
    ],
  }
}
