/** 首页: what is asked of the account before anything else. */
import type { EnterpriseStatus } from '../../db/read/enterprises.ts'
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import { say, type Language } from '../words.ts'
import type { EnterpriseHome, StaffHome } from './model.ts'

export interface Task {
  readonly tag: Tag
  readonly text: string
  readonly href: string
}

export function staffTasks(staff: StaffHome | null, language: Language): Task[] {
  if (staff === null) return []
  const zh = language === 'zh'
  const profiles: Task[] =
    staff.profiles === 0
      ? []
      : [
          {
            tag: tag('warn', zh ? '待审核' : 'To review'),
            text: zh
              ? `${staff.profiles} 家企业的资料待审核`
              : staff.profiles === 1
                ? '1 enterprise profile waits for approval'
                : `${staff.profiles} enterprise profiles wait for approval`,
            href: paths.enterprises({ status: 'pending' }),
          },
        ]
  if (staff.calendarEnds === null) return profiles
  return [
    ...profiles,
    {
      tag: tag('warn', zh ? '待公布' : 'To publish'),
      text: zh ? `工作日历只覆盖到 ${staff.calendarEnds}，之后的申请不能告知日期，请公布下一年的放假安排` : `The calendar reaches ${staff.calendarEnds} only; beyond it no day can be promised. Please publish the next year`, // prettier-ignore
      href: paths.calendar(),
    },
  ]
}

const profileTasks: Readonly<Record<EnterpriseStatus, Words | null>> = {
  approved: null,
  incomplete: {
    zh: '企业资料不完整，期间不受理人员业务，请补齐后提交审核',
    en: 'Your profile is incomplete and no request is taken. Please complete and submit it',
  },
  pending: { zh: '企业资料正在审核，通过后即可办理', en: 'Your profile is being reviewed' },
}

export function enterpriseTasks(enterprise: EnterpriseHome | null, language: Language): Task[] {
  const words = enterprise === null ? null : profileTasks[enterprise.profile]
  if (enterprise === null || words === null) return []
  const waits = enterprise.profile === 'pending'
  const word = waits ? { zh: '审核中', en: 'Under review' } : { zh: '待补齐', en: 'To complete' }
  return [{ tag: tag(waits ? 'busy' : 'warn', say(language, word)), text: say(language, words), href: paths.enterprise(enterprise.enterpriseId) }] // prettier-ignore
}
