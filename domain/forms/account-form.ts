/** 账号 — who signs in, with which roles, for which authority or enterprise. */
import type { Role } from '../policy/types.ts'
import { defineForm } from './define-form.ts'
import { loginMaxLength } from './sign-in-form.ts'

const roleWords = {
  staff: { zh: '协会工作人员', en: 'Association staff' },
  supervisorOfStaff: { zh: '协会负责人', en: 'Chief of staff' },
  reviewer: { zh: '审批人员', en: 'Reviewer' },
  certificateOfficer: { zh: '制证人员', en: 'Certificate officer' },
  inspector: { zh: '监督员', en: 'Inspector' },
  viewer: { zh: '查看人员', en: 'Viewer' },
  enterprise: { zh: '企业用户', en: 'Enterprise' },
  systemAdmin: { zh: '系统管理员', en: 'System administrator' },
  securityAdmin: { zh: '安全管理员', en: 'Security administrator' },
  auditAdmin: { zh: '审计管理员', en: 'Audit administrator' },
} as const satisfies Readonly<Record<Role, unknown>>

/** Roles that are held at an authority. */
const authorityRoles: readonly Role[] = [
  'staff', 'supervisorOfStaff', 'reviewer', 'certificateOfficer', 'inspector', 'viewer',
] // prettier-ignore

export const accountForm = defineForm(
  'account',
  { zh: '新建账号', en: 'New account' },
  {
    login: { kind: 'text', label: { zh: '用户名', en: 'User name' }, maxLength: loginMaxLength },
    password: { kind: 'password', label: { zh: '密码', en: 'Password' }, chosen: true, autocomplete: 'new-password' },
    name: { kind: 'text', label: { zh: '姓名', en: 'Name' }, maxLength: 60 },
    phone: { kind: 'phone', label: { zh: '手机号', en: 'Phone' } },
    email: { kind: 'email', label: { zh: '邮箱', en: 'E-mail address' } },
    roles: { kind: 'choices', label: { zh: '角色', en: 'Roles' }, options: roleWords },
    authorityId: { kind: 'text', label: { zh: '所属机构', en: 'Authority' }, maxLength: 40, optional: true },
    enterprise: { kind: 'creditCode', label: { zh: '所属企业', en: 'Enterprise' }, optional: true },
  },
  [
    {
      field: 'login',
      message: {
        zh: '用户名只用小写字母、数字、点、短横线和下划线，以字母或数字开头。',
        en: 'User names have small letters, digits, dots, dashes and underscores, and begin with a letter or digit.',
      },
      holds: ({ login }) => /^[a-z0-9][a-z0-9._-]*$/.test(login),
    },
    {
      field: 'password',
      message: { zh: '密码不能与用户名相同，请换一个。', en: 'The password must differ from the user name.' },
      holds: ({ login, password }) => password.toLowerCase() !== login,
    },
    {
      field: 'authorityId',
      message: {
        zh: '这些角色属于某个机构，请选择所属机构。',
        en: 'These roles belong to an authority. Please choose it.',
      },
      holds: ({ roles, authorityId }) =>
        authorityId !== undefined || !roles.some((role) => authorityRoles.includes(role)),
    },
    {
      field: 'enterprise',
      message: {
        zh: '企业用户须有所属企业，请填写。',
        en: 'An enterprise role needs an enterprise. Please fill it in.',
      },
      holds: ({ roles, enterprise }) => enterprise !== undefined || !roles.includes('enterprise'),
    },
  ],
)
